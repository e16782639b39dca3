"""What the service refuses, and the form in which faults cross a process, a database and HTTP."""

from pydantic import BaseModel, ConfigDict

from cpted_rules.errors import CptedError, Fault
from cpted_rules.text import Text


class Words(BaseModel):
    """A sentence in both languages."""

    model_config = ConfigDict(frozen=True)

    ko: str
    en: str

    @classmethod
    def of(cls, text: Text) -> "Words":
        """The same sentence as data."""
        return cls(ko=text.ko, en=text.en)

    def text(self) -> Text:
        """The same sentence as the library's type."""
        return Text(ko=self.ko, en=self.en)


class FaultRecord(BaseModel):
    """One fault as data, in both languages."""

    model_config = ConfigDict(frozen=True)

    code: str
    where: str
    found: Words
    expected: Words
    remedy: Words

    def fault(self) -> Fault:
        """The same fault as the library's type."""
        return Fault(
            code=self.code,
            where=self.where,
            found=self.found.text(),
            expected=self.expected.text(),
            remedy=self.remedy.text(),
        )


class Problem(BaseModel):
    """What went wrong, as data: survives a pipe, a database and a restart in both languages."""

    model_config = ConfigDict(frozen=True)

    kind: str
    title: Words
    faults: tuple[FaultRecord, ...]

    @classmethod
    def of(cls, error: CptedError) -> "Problem":
        """The problem an error reports."""
        if isinstance(error, ReportedError):
            return error.problem
        return cls(
            kind=type(error).__name__,
            title=Words.of(error.title),
            faults=tuple(
                FaultRecord(
                    code=f.code,
                    where=f.where,
                    found=Words.of(f.found),
                    expected=Words.of(f.expected),
                    remedy=Words.of(f.remedy),
                )
                for f in error.faults
            ),
        )


class ReportedError(CptedError):
    """An error that was raised elsewhere (in a child process) and arrived here as data."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.title = problem.title.text()
        super().__init__(*(f.fault() for f in problem.faults))


class LimitError(CptedError):
    """A child process needed more memory, time or disk than it may have, or died of its input."""

    title = Text(ko="처리 한도를 넘음", en="A processing limit was reached")


class ServiceError(CptedError):
    """A request the service does not fulfil, with its HTTP status."""

    status = 400
    title = Text(ko="요청을 처리할 수 없음", en="The request cannot be fulfilled")


class NotFoundError(ServiceError):
    """There is no such thing."""

    status = 404
    title = Text(ko="찾을 수 없음", en="Not found")


class NotReadyError(ServiceError):
    """The thing asked for does not exist yet, or will not come to exist."""

    status = 409
    title = Text(ko="아직 결과가 없음", en="There is no result")


class SignInError(ServiceError):
    """Nobody is signed in, or what was sent to sign in with is wrong."""

    status = 401
    title = Text(ko="로그인이 필요함", en="Sign-in is needed")


class ForbiddenError(ServiceError):
    """Somebody is signed in, but may not do this, or not now."""

    status = 403
    title = Text(ko="권한이 없음", en="Not allowed")


class ConflictError(ServiceError):
    """What was to be changed has been changed meanwhile, or is not in a state for it."""

    status = 409
    title = Text(ko="지금 상태에서 할 수 없음", en="Not possible as it stands")


class RefusedError(ServiceError):
    """What was sent does not keep a rule of the procedure; each fault names the rule."""

    status = 422
    title = Text(ko="규칙에 맞지 않음", en="Against a rule of the procedure")


class TooManyError(ServiceError):
    """More was asked in a short time than the service answers."""

    status = 429
    title = Text(ko="요청이 너무 잦음", en="Too many requests")


class StaleError(ConflictError):
    """What was to be changed is no longer what the request saw."""

    status = 412
    title = Text(ko="그 사이에 바뀜", en="Changed meanwhile")


class TooLargeError(ServiceError):
    """The request carries more than the service takes."""

    status = 413
    title = Text(ko="올린 파일이 너무 큼", en="The upload is too large")


class ForeignOriginError(ServiceError):
    """A page of another site tries to act through the reader's browser."""

    status = 403
    title = Text(ko="다른 사이트에서 온 요청", en="A request from another site")


class UnexpectedError(ServiceError):
    """Something in the service itself is wrong."""

    status = 500
    title = Text(ko="서비스 내부 오류", en="An error inside the service")


class ConfigurationError(CptedError):
    """The service cannot start as it is configured."""

    title = Text(ko="서비스를 시작할 수 없음", en="The service cannot start")
