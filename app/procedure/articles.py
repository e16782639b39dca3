"""The provisions that the steps, terms and guards of the procedure stand on."""

from cpted_rules.text import Text

APPLICATION = Text(
    ko="건축법 제4조의2제1항, 같은 법 시행규칙 제2조의4제1항",
    en="Building Act art. 4-2(1), its Rule art. 2-4(1)",
)
TABLED = Text(
    ko="건축법 시행령 제5조의7제2항, 심의 기준 2.4",
    en="Building Act Decree art. 5-7(2), review standard 2.4",
)
NAMED = Text(
    ko="건축법 시행령 제5조의5제6항제2호다목·라목, 서울특별시 건축 조례 제9조제6항·제7항",
    en="Building Act Decree art. 5-5(6)2 da, ra; Seoul Building Ordinance art. 9(6), (7)",
)
SENT = Text(
    ko="건축법 시행령 제5조의5제6항제2호다목, 서울특별시 건축 조례 제9조",
    en="Building Act Decree art. 5-5(6)2 da; Seoul Building Ordinance art. 9",
)
QUORUM = Text(
    ko="건축법 시행령 제5조의5제6항제2호바목, 서울특별시 건축 조례 제9조",
    en="Building Act Decree art. 5-5(6)2 ba; Seoul Building Ordinance art. 9",
)
SIZE = Text(
    ko="서울특별시 건축 조례 제9조 (회의마다 위원 9~21명)",
    en="Seoul Building Ordinance art. 9 (9 to 21 members for each meeting)",
)
DECISION = Text(
    ko="심의 기준 9.3, 건축법 시행령 제5조의5제6항제2호바목",
    en="review standard 9.3, Building Act Decree art. 5-5(6)2 ba",
)
AGAIN = Text(ko="심의 기준 2.3, 9.3", en="review standard 2.3, 9.3")
NO_TIME = Text(ko="심의 기준 2.3 마", en="review standard 2.3 ma")
CONFIRMED = Text(
    ko="심의 기준 2.3 (그 밖의 조건은 허가권자가 확인)",
    en="review standard 2.3 (the permit office sees to other conditions)",
)
TOLD = Text(
    ko="심의 기준 9.5, 건축법 시행규칙 제2조의4제3항",
    en="review standard 9.5, Building Act Rule art. 2-4(3)",
)
PUBLIC = Text(ko="심의 기준 9.5, 9.6", en="review standard 9.5, 9.6")
OBJECTION = Text(ko="건축법 제4조의2제3항", en="Building Act art. 4-2(3)")
TABLED_AGAIN = Text(
    ko="건축법 제4조의2제4항, 같은 법 시행령 제5조의7제3항",
    en="Building Act art. 4-2(4), its Decree art. 5-7(3)",
)
PAPERS = Text(
    ko="심의 기준 2.2 (정해진 도서만 요구), 별표 1",
    en="review standard 2.2 (no papers beyond those listed), annex 1",
)
EXCLUSION = Text(
    ko="건축법 시행령 제5조의2제1항 (제5조의5제6항제1호라목에서 준용), "
    "서울특별시 건축 조례 제5조의2",
    en="Building Act Decree art. 5-2(1), applied by art. 5-5(6)1 ra; Seoul Building Ordinance "
    "art. 5-2",
)
OWN = Text(ko="이 도구의 단계 (정한 규정 없음)", en="a step of this tool; no provision asks for it")
CHOSEN = Text(
    ko="이 도구의 기본값 (관할 관청의 계산이 우선)",
    en="chosen by this tool; the office's own reckoning prevails",
)
