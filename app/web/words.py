"""The sentences of the pages, in both languages, by the key a template asks for."""

from app.db import State
from cpted_rules.note import Severity
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
    "list.corrected": Text(ko="고쳐 읽음", en="Corrected"),
    "reading.title": Text(ko="도면 이해 확인", en="What was understood"),
    "reading.lead": Text(
        ko="제출한 도면을 아래와 같이 이해하고 검토하였습니다. 틀린 곳을 고치면 처음부터 다시 읽고 "
        "검토합니다. 앞서 읽은 것은 그대로 남아 언제든 되돌아갈 수 있습니다.",
        en="This is how the drawings were understood, and what the review rests on. Correct what "
        "is wrong and they are read and reviewed again; what was read before is kept.",
    ),
    "reading.parts": Text(ko="이 화면의 차례", en="On this page"),
    "reading.back": Text(ko="검토 결과로", en="To the findings"),
    "reading.earlier": Text(ko="고치기 전으로 되돌아가기", en="Back to the reading before"),
    "reading.later": Text(ko="고쳐서 다시 읽은 것", en="Read again with corrections"),
    "reading.corrected-count": Text(
        ko="사람이 고친 것 {count}가지를 반영함", en="Read with {count} corrections"
    ),
    "reading.confirmed": Text(ko="설계자가 이해한 내용을 확인함", en="Confirmed by the architect"),
    "reading.unconfirmed": Text(
        ko="설계자가 아직 확인하지 않음", en="Not yet confirmed by the architect"
    ),
    "reading.confirm": Text(ko="맞습니다, 확인함", en="This is right: confirm"),
    "reading.withdraw": Text(ko="확인 거두기", en="Withdraw the confirmation"),
    "reading.again": Text(ko="고친 내용으로 다시 읽기", en="Read again with these corrections"),
    "reading.remember": Text(
        ko="레이어·블록의 뜻을 {name} 도면에 기억해 두기",
        en="Remember layers and blocks for {name}",
    ),
    "reading.remember-new": Text(
        ko="레이어·블록의 뜻을 기억해 둘 설계사무소",
        en="Remember layers and blocks for the office",
    ),
    "reading.remembered": Text(
        ko="이 설계사무소에 기억해 둔 이름 {count}개", en="{count} names remembered for this office"
    ),
    "reading.by-office": Text(
        ko="{name}에 기억해 둔 뜻으로 읽음", en="Read by what is remembered for {name}"
    ),
    "reading.was-corrected": Text(ko="고침", en="corrected"),
    "drawing.drawings": Text(ko="도면 파일", en="Drawings"),
    "drawing.unit": Text(ko="단위", en="Unit"),
    "drawing.unit-unknown": Text(ko="알 수 없음", en="not known"),
    "drawing.unit-ask": Text(
        ko="도면 크기가 맞는 단위를 누르면 그 단위로 바로 다시 읽습니다.",
        en="Press the unit that gives the right size, and it is read again by it at once.",
    ),
    "drawing.unit-other": Text(ko="단위 고치기", en="Correct the unit"),
    "drawing.size-if": Text(ko="{unit}이면", en="if {unit}"),
    "drawing.current": Text(ko="지금", en="now"),
    "drawing.evidence": Text(ko="단위의 근거", en="Evidence for the unit"),
    "drawing.no-evidence": Text(
        ko="단위를 말해 주는 것이 도면에 없음", en="Nothing on the drawing tells its unit"
    ),
    "drawing.used": Text(
        ko="객체 {read}개 가운데 {used}개를 요소로 씀",
        en="{used} of {read} entities became elements",
    ),
    "drawing.set-aside": Text(ko="쓰지 않은 것", en="Set aside"),
    "sheet.no-picture": Text(
        ko="평면으로 읽지 않아 그림이 없음", en="Not read as a plan: no picture"
    ),
    "sheet.no-unit": Text(
        ko="단위를 정하면 읽고 그립니다", en="Read and drawn once the unit is chosen"
    ),
    "sheet.enlarge": Text(ko="{number} 크게 보기", en="Enlarge {number}"),
    "sheet.kind": Text(ko="종류", en="Kind"),
    "sheet.title": Text(ko="제목", en="Title"),
    "sheet.storeys": Text(ko="층", en="Storeys"),
    "sheet.storeys-form": Text(ko="예: 1, 2~5, 지하1, 옥외", en="such as 1, 2-5, B1, outside"),
    "sheet.read": Text(
        ko="평면으로 읽기 (평면이 아니면 끄기)", en="Read as a plan (untick if it is none)"
    ),
    "sheet.unlaid": Text(
        ko="평면이라고 하였으나 다른 도면과 맞출 곳을 찾지 못해 읽지 않았습니다. 아래 ‘대지에 "
        "놓기’에 이 도면의 자리를 적고 다시 읽으십시오.",
        en="Said to be a plan, but not read: nothing on it fits the other sheets. Say under “Place "
        "on the site” below where it lies, and read again.",
    ),
    "sheet.found-by": Text(ko="알아본 방법", en="Found by"),
    "sheet.sure": Text(ko="확신 {sure}", en="{sure} sure"),
    "sheet.scale": Text(ko="축척", en="Scale"),
    "placing.title": Text(ko="대지에 놓기", en="Place on the site"),
    "placing.by-hand": Text(ko="사람이 놓음", en="placed by a person"),
    "placing.misfit": Text(ko="맞춤 오차", en="misfit"),
    "placing.lead": Text(
        ko="이 도면의 한 점이 대지의 어느 점에 오는지, 그 점을 중심으로 얼마나 도는지 적습니다. "
        "대지 좌표는 배치도(없으면 1층 평면도)의 좌표를 m로 바꾼 것입니다.",
        en="Say which point of this sheet comes to lie on which point of the site, and how far it "
        "is turned about it. Site coordinates are those of the site plan (or else of the ground "
        "floor plan), in metres.",
    ),
    "placing.extent": Text(
        ko="이 도면의 범위: x {x0} ~ {x1}, y {y0} ~ {y1}",
        en="This sheet: x {x0} to {x1}, y {y0} to {y1}",
    ),
    "model.storeys": Text(ko="층별 그림", en="Its storeys"),
    "model.classes": Text(ko="모델의 클래스", en="Classes of the model"),
    "model.classes-lead": Text(
        ko="클래스의 뜻은 IFC 표준이 정합니다. 틀린 것은 모델에서 고쳐 다시 내보내십시오.",
        en="The IFC standard says what they mean. Correct what is wrong in the model and export "
        "it again.",
    ),
    "names.layers": Text(ko="레이어", en="Layers"),
    "names.blocks": Text(ko="블록", en="Blocks"),
    "names.layers-lead": Text(
        ko="같은 이름의 레이어는 모든 도면에서 같은 뜻으로 읽습니다.",
        en="A layer name means the same in all drawings.",
    ),
    "names.blocks-lead": Text(
        ko="기호 하나의 뜻을 정하면 그 블록을 삽입한 곳 모두에 적용됩니다.",
        en="A symbol is given its meaning once, for all its inserts.",
    ),
    "names.hidden-ask": Text(
        ko="꺼지거나 동결된 레이어 {count}개도 읽었습니다. 계획에 들지 않는 것이면 "
        "‘요소로 쓰지 않음’ 가운데에서 고르십시오.",
        en="Layers that are off or frozen ({count}) were read too. Where one is not part of the "
        "plan, choose a meaning that is set aside.",
    ),
    "names.unknown-count": Text(ko="뜻을 모르는 것 {count}개", en="{count} not understood"),
    "names.rest": Text(ko="알아본 것 {count}개", en="{count} understood"),
    "names.name": Text(ko="이름", en="Name"),
    "names.entities": Text(ko="객체", en="Entities"),
    "names.inserts": Text(ko="삽입", en="Inserts"),
    "names.meaning": Text(ko="뜻", en="Meaning"),
    "names.elements": Text(ko="요소가 된 것", en="Became elements"),
    "names.unread": Text(ko="못 읽음", en="Unread"),
    "names.unknown": Text(ko="모름", en="not known"),
    "names.made": Text(ko="요소로 읽음", en="Elements"),
    "names.aside": Text(ko="요소로 쓰지 않음", en="Set aside"),
    "names.take-back": Text(ko="고친 것 거두기", en="take the correction back"),
    "names.meaning-of": Text(ko="{name}의 뜻", en="Meaning of {name}"),
    "elements.title": Text(ko="알아본 요소", en="Elements"),
    "elements.kind": Text(ko="요소", en="Element"),
    "elements.count": Text(ko="개수", en="Count"),
    "elements.how": Text(ko="무엇으로 알아보았나", en="Concluded from"),
    "elements.sure": Text(ko="확신", en="Sure"),
    "elements.none": Text(ko="알아본 요소가 없습니다.", en="No element was made out."),
    "repairs.title": Text(
        ko="이어 붙인 벽의 틈 {count}곳, 모두 {length} m",
        en="{count} gaps of walls closed, {length} m in all",
    ),
    "repairs.length": Text(ko="틈", en="Gap"),
    "repairs.at": Text(ko="위치 (x, y)", en="At (x, y)"),
    "repairs.source": Text(ko="도면 · 레이어 · 핸들", en="Sheet · layer · handle"),
    "notes.title": Text(ko="읽으면서 적은 것", en="Notes of the reader"),
    "notes.none": Text(ko="적은 것이 없습니다.", en="There are none."),
    "notes.more": Text(ko="{count}가지 더 보기", en="{count} more"),
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
UNIT_BASIS = {
    "declared": Text(ko="신고한 단위", en="declared"),
    "estimated": Text(ko="추정한 단위", en="estimated"),
    "unknown": Text(ko="추정하지 못함", en="could not be told"),
    "model": Text(ko="모델에 적힌 단위", en="stated in the model"),
    "corrected": Text(ko="사람이 정한 단위", en="chosen by a person"),
}
PLACING_NAMES = {
    "x": Text(ko="도면의 점 x", en="Point of the sheet, x"),
    "y": Text(ko="도면의 점 y", en="Point of the sheet, y"),
    "east": Text(ko="대지의 점 x", en="Point of the site, x"),
    "north": Text(ko="대지의 점 y", en="Point of the site, y"),
    "turn": Text(ko="회전(반시계)", en="Turned, anticlockwise"),
}
FITS = {
    "well": Text(ko="잘 맞음", en="fits well"),
    "enough": Text(ko="대체로 맞음", en="fits"),
    "not": Text(ko="확인 필요", en="please check"),
}
LAYER_STATES = {
    "off": Text(ko="꺼짐", en="off"),
    "frozen": Text(ko="동결", en="frozen"),
}
UNITS_SAID = {"inch": Text(ko="인치", en="inch"), "ft": Text(ko="피트", en="ft")}
FOUND_BY = {
    "declared": Text(ko="제출서에 신고됨", en="declared in the submission"),
    "title_block": Text(ko="도곽", en="title block"),
    "rectangle": Text(ko="테두리", en="border"),
    "cluster": Text(ko="여백으로 나눔", en="empty space around it"),
    "whole": Text(ko="나누지 않은 전체", en="the whole drawing"),
    "corrected": Text(ko="사람이 고침", en="corrected by a person"),
}
SEVERITY_NAMES = {
    Severity.MISSING: Text(ko="빠진 것", en="Missing"),
    Severity.WARNING: Text(ko="주의", en="Warnings"),
    Severity.ASSUMPTION: Text(ko="가정", en="Assumed"),
    Severity.INFO: Text(ko="참고", en="Good to know"),
}
STEPS = (State.QUEUED, State.READING, State.ASSESSING, State.REPORTING, State.DONE)


def word(key: str, lang: Lang, **slots: str) -> str:
    """The sentence of that key in a language, its slots filled."""
    return WORDS[key].in_(lang).format(**slots) if slots else WORDS[key].in_(lang)
