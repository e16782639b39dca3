"""The sentences of the pages, in both languages, by the key a template asks for."""

from app.db import State
from cpted_rules.text import Lang, Text

WORDS = {
    "product": Text(ko="범죄예방 도서 검토", en="CPTED plan review"),
    "disclaimer": Text(
        ko="검토 보조자료이며 심의결과가 아닙니다.",
        en="Review support, not the committee's result.",
    ),
    "no-sign-in": Text(
        ko="이 판에는 로그인이 없어 이 컴퓨터에서만 열립니다. "
        "이 주소에 닿는 사람은 누구나 모든 제출물을 볼 수 있습니다.",
        en="This version has no sign-in and opens on this computer only. "
        "Whoever reaches this address sees every submission.",
    ),
    "skip": Text(ko="본문으로 건너뛰기", en="Skip to the content"),
    "upload.title": Text(ko="도서를 올려 검토받기", en="Submit drawings for review"),
    "upload.lead": Text(
        ko="submission.yaml과 drawings/ 폴더가 든 제출 폴더를 zip으로 압축하여 올리십시오. "
        "폴더를 그대로 끌어다 놓아도 됩니다.",
        en="Upload the submission folder (submission.yaml and drawings/) as a zip, "
        "or drop the folder itself here.",
    ),
    "upload.file": Text(ko="제출 파일 (zip)", en="Submission (zip)"),
    "upload.drop": Text(
        ko="여기에 zip 파일이나 폴더를 놓으십시오", en="Drop a zip or a folder here"
    ),
    "upload.folder": Text(ko="폴더 고르기", en="Choose a folder"),
    "upload.english": Text(ko="영문 보고서도 만들기", en="Make an English report too"),
    "upload.send": Text(ko="올리고 검토 시작", en="Upload and review"),
    "upload.limit": Text(ko="최대 {mib} MiB.", en="At most {mib} MiB."),
    "upload.format": Text(ko="제출 형식 (JSON Schema)", en="The format (JSON Schema)"),
    "upload.packing": Text(ko="폴더를 묶는 중", en="Packing the folder"),
    "upload.sending": Text(ko="올리는 중", en="Uploading"),
    "upload.checking": Text(ko="파일을 확인하는 중", en="Checking the files"),
    "upload.lost": Text(
        ko="서비스에 닿지 못했습니다. 연결을 확인하고 다시 올리십시오.",
        en="The service could not be reached. Check the connection and upload again.",
    ),
    "upload.too-large": Text(
        ko="파일이 한도보다 큽니다. 도면과 무관한 파일을 빼고 올리십시오.",
        en="This is larger than the limit. Leave out what is not part of the drawings.",
    ),
    "list.title": Text(ko="최근 제출물", en="Recent submissions"),
    "list.empty": Text(ko="아직 제출물이 없습니다.", en="There are no submissions yet."),
    "list.name": Text(ko="사업명", en="Project"),
    "list.when": Text(ko="접수", en="Received"),
    "list.state": Text(ko="상태", en="State"),
    "list.older": Text(ko="이전 제출물", en="Older"),
    "list.newer": Text(ko="최근 제출물", en="Newer"),
    "status.follow": Text(
        ko="이 화면은 저절로 바뀝니다. 닫아도 검토는 계속됩니다.",
        en="This page follows by itself. The review goes on if you close it.",
    ),
    "status.cancel": Text(ko="검토 취소", en="Cancel the review"),
    "status.remove": Text(ko="제출물 지우기", en="Remove this submission"),
    "status.file": Text(ko="파일", en="File"),
    "status.steps": Text(ko="진행 단계", en="Steps"),
    "problem.where": Text(ko="위치", en="Where"),
    "problem.found": Text(ko="입력", en="Found"),
    "problem.expected": Text(ko="기대", en="Expected"),
    "problem.remedy": Text(ko="조치", en="What to do"),
    "problem.again": Text(ko="고쳐서 다시 올리기", en="Correct it and upload again"),
    "result.tally": Text(ko="판정별 건수", en="Findings by verdict"),
    "result.findings": Text(ko="검토 사항", en="Findings"),
    "result.all": Text(ko="전체", en="All"),
    "result.none": Text(ko="이 판정의 항목이 없습니다.", en="No finding with this verdict."),
    "result.no": Text(ko="번호", en="No."),
    "result.verdict": Text(ko="판정", en="Verdict"),
    "result.finding": Text(ko="내용과 근거 조항", en="Finding and clause"),
    "result.measured": Text(ko="측정", en="Measured"),
    "result.required": Text(ko="기준", en="Required"),
    "result.downloads": Text(ko="결과 받기", en="Results"),
    "result.overview": Text(ko="전체 배치와 지적 위치", en="Overview with the findings"),
    "result.report-ko": Text(ko="검토 보고서 (PDF)", en="Report, Korean (PDF)"),
    "result.report-en": Text(ko="검토 보고서, 영문 (PDF)", en="Report, English (PDF)"),
    "result.dxf": Text(ko="도면에 표시 (DXF)", en="Marked on the drawing (DXF)"),
    "result.other-drawings": Text(ko="다른 도면 {count}개", en="{count} other drawings"),
    "result.geojson": Text(ko="지도 자료 (GeoJSON)", en="For maps (GeoJSON)"),
    "result.assessment": Text(ko="판정 자료 (JSON)", en="Assessment (JSON)"),
    "result.all-files": Text(ko="모두 받기 (zip)", en="Everything (zip)"),
    "error.back": Text(ko="제출물 목록으로", en="Back to the submissions"),
}

STATE_NAMES = {
    State.QUEUED: Text(ko="대기", en="Queued"),
    State.READING: Text(ko="도면 읽기", en="Reading"),
    State.ASSESSING: Text(ko="판정", en="Assessing"),
    State.REPORTING: Text(ko="보고서 작성", en="Reporting"),
    State.DONE: Text(ko="완료", en="Done"),
    State.FAILED: Text(ko="실패", en="Failed"),
    State.CANCELLED: Text(ko="취소됨", en="Cancelled"),
}
STEPS = (State.QUEUED, State.READING, State.ASSESSING, State.REPORTING, State.DONE)


def word(key: str, lang: Lang, **slots: str) -> str:
    """The sentence of that key in a language, its slots filled."""
    return WORDS[key].in_(lang).format(**slots) if slots else WORDS[key].in_(lang)
