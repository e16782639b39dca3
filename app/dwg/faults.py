"""Why a DWG drawing cannot be read, in words an architect or an operator can act on."""

from dataclasses import replace

from cpted_rules.errors import Fault
from cpted_rules.text import Text, join, same

SETTING = "CPTED_DWG_CONVERTER"
_DWG = Text(ko="DWG 도면 (R2000~R2018)", en="a DWG drawing, R2000 to R2018")
_SAVE_AS_DXF = Text(
    ko="CAD에서 DXF(R2000 이상)로 저장하여 제출하십시오", en="Save it as DXF, R2000 or later"
)


def no_dwg(name: str, found: Text, remedy: Text) -> Fault:
    """A file named .dwg that is something else."""
    return Fault(code="drawing/not-dwg", where=name, found=found, expected=_DWG, remedy=remedy)


def too_old(name: str, release: str) -> Fault:
    """A release no converter reads whole."""
    return Fault(
        code="drawing/dwg-too-old",
        where=name,
        found=Text(ko=f"오래된 DWG 파일 ({release})", en=f"an old DWG file ({release})"),
        expected=_DWG,
        remedy=Text(
            ko="CAD에서 DWG(R2000 이상)나 DXF로 저장하여 제출하십시오",
            en="Save it as DWG, R2000 or later, or as DXF",
        ),
    )


def too_new(name: str, release: str) -> Fault:
    """A release that came after the converters."""
    return Fault(
        code="drawing/dwg-too-new",
        where=name,
        found=Text(ko=f"알 수 없는 DWG 버전 ({release})", en=f"an unknown DWG release ({release})"),
        expected=_DWG,
        remedy=Text(
            ko="CAD에서 2018 버전 DWG나 DXF로 저장하여 제출하십시오",
            en="Save it as a 2018 DWG, or as DXF",
        ),
    )


def damaged(name: str, reason: Text) -> Fault:
    """A DWG whose content cannot be followed."""
    return Fault(
        code="drawing/dwg-damaged",
        where=name,
        found=Text(ko="손상된 DWG ({reason})", en="a damaged DWG ({reason})").fill(reason=reason),
        expected=Text(ko="끝까지 읽히는 DWG", en="a DWG that can be read to its end"),
        remedy=Text(
            ko="CAD에서 열어 복구(RECOVER, AUDIT)한 뒤 DWG나 DXF로 다시 저장하십시오",
            en="Open it in CAD, RECOVER and AUDIT it, and save it as DWG or DXF again",
        ),
    )


def no_converter(name: str, release: str) -> Fault:
    """Nothing on this machine reads DWG."""
    return Fault(
        code="drawing/dwg-no-converter",
        where=name,
        found=Text(
            ko=f"DWG 파일 ({release}). 이 컴퓨터에 DWG 변환기가 없음",
            en=f"a DWG file ({release}), and no DWG converter on this machine",
        ),
        expected=Text(ko="DXF 도면, 또는 DWG 변환기", en="a DXF drawing, or a DWG converter"),
        remedy=join(
            [
                _SAVE_AS_DXF,
                Text(
                    ko="또는 운영자가 변환기를 설치하십시오: pip install cpted[dwg], 아니면 "
                    "LibreDWG의 dwg2dxf나 ODA File Converter를 설치하고 "
                    f"{SETTING}에 그 명령을 적습니다",
                    en="or have the operator install a converter: pip install cpted[dwg], or "
                    f"LibreDWG's dwg2dxf or the ODA File Converter, named in {SETTING}",
                ),
            ],
            "; ",
        ),
    )


def no_such_program(command: str) -> Fault:
    """The setting names a program that is not there."""
    return Fault(
        code="service/dwg-converter",
        where=SETTING,
        found=same(command),
        expected=Text(
            ko="있는 프로그램의 명령, 예: dwg2dxf -o {dxf} {dwg}",
            en="a command of a program that is there, such as dwg2dxf -o {dxf} {dwg}",
        ),
        remedy=Text(
            ko="운영자가 프로그램을 설치하거나 환경 변수를 고치거나 비워 두십시오",
            en="Install the program, or correct or empty the environment variable",
        ),
    )


def program_failed(name: str, program: str, ending: str) -> Fault:
    """The converter ended without a DXF."""
    return Fault(
        code="drawing/dwg-not-converted",
        where=name,
        found=Text(
            ko=f"변환기 {program}이(가) DXF를 만들지 못함 ({ending})",
            en=f"the converter {program} made no DXF ({ending})",
        ),
        expected=Text(ko="변환된 DXF", en="a converted DXF"),
        remedy=join(
            [
                _SAVE_AS_DXF,
                Text(
                    ko=f"되풀이되면 운영자가 {SETTING}을 확인하십시오",
                    en=f"if it recurs, have the operator check {SETTING}",
                ),
            ],
            "; ",
        ),
    )


def of_file(name: str, fault: Fault) -> Fault:
    """A fault that a child process reported without knowing the file's name."""
    return replace(fault, where=name)
