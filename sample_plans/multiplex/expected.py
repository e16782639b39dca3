"""The planted defects of the flawed 다세대, as expected.yaml states them."""

from typing import Any

from sample_plans.submission_set import defect

DEFECTS: tuple[dict[str, Any], ...] = (
    defect(
        "gas-pipe-unguarded", "kr_notice/art11-4", "ACC203", "fail", "가스배관", 0, (0, 0),
        "동측 외벽 가스 입상관 2개가 2층 다용도실 창(AW4) 옆에 방호 없이 노출(P-101).",
    ),
    defect(
        "ac-unit-ladder", "kr_notice/art11-4", "ACC203", "fail", "실외기", 0, (0, 0),
        "북측 침실 창 아래 실외기 2대를 딛고 2층으로 오를 수 있음(P-101).",
    ),
    defect(
        "bedroom-window-unrated", "kr_notice/art11-1", "HRD701", "fail", "AW2", None, (0, 0),
        "침실 창 AW2에 침입방어성능 표기 없음(A-301).",
    ),
    defect(
        "entrance-hidden", "kr_notice/art11-3", "SUR102", "referred", "주출입구", 1, (0, 0.25),
        "주출입구가 필로티 후면에 있고 서측 담장 H=2.0에 가려 도로에서 보이지 않음(A-101).",
    ),
    defect(
        "entrance-dark", "kr_notice/art8-1", "LGT504", "referred", "주출입구", 1, (0, 10),
        "주출입구 앞에 조명 없음(E-101).",
    ),
    defect(
        "stair-without-window", "kr_notice/art11-10", "SUR107", "fail", "계단실", 1, (0, 0),
        "계단실에 외부 창이 없음(A-103). 권장 사항.",
    ),
    defect(
        "side-gap-unlit", "kr_notice/art11-5", "LGT506", "referred", "다세대주택", 0, (0.4, 0.75),
        "동·남측 이격공간에 조명 없음(E-101).",
    ),
    defect(
        "path-unseen", "kr_notice/art4-1", "SUR101", "referred", "", 0, (0.2, 0.5),
        "현관으로 가는 동측·필로티 뒤 통로를 보는 창·출입구·도로가 없음(A-101).",
    ),
    defect(
        "boundary-unmarked", "kr_notice/art4-2", "TER301", "referred", "", 0, (0.6, 0.8),
        "북측 도로 경계에 단차·바닥 마감 구분 없음(A-101).",
    ),
    defect(
        "tree-as-ladder", "kr_notice/art7-2", "SUR104", "referred", "감나무", 0, (0, 1),
        "지하고 1.2m인 감나무가 2층 창 앞에 있음(L-101).",
    ),
    defect(
        "tree-at-rear-window", "kr_notice/art7-2", "SUR104", "referred", "느티나무", 0, (0, 1),
        "지하고 1.4m인 느티나무가 남측 2층 침실 창 앞에 있음(L-101).",
    ),
    defect(
        "hedge-blind-spot", "kr_notice/art7-1", "SUR105", "referred", "쥐똥나무", 0, (2, 20),
        "동측 통로 입구를 가리는 H1.8 쥐똥나무 군식(L-101).",
    ),
    defect(
        "motorcycles-behind-core", "kr_notice/art11-8", "SUR106", "referred", "", 1, (0.1, 0.2),
        "코어 뒤의 이륜차 구획이 도로와 출입구에서 보이지 않음(A-102).",
    ),
    defect(
        "camera-at-entrance-missing", "kr_notice/art11-9", "CAM601", "fail", "주출입구", 1, (0, 0),
        "건물 출입구에 CCTV 없음(T-101). 권장 사항.",
    ),
    defect(
        "camera-at-roof-door-missing", "kr_notice/art11-9", "CAM601", "fail", "옥상 출입문", 6, (0, 0),
        "옥상 출입구에 CCTV 없음(T-102). 권장 사항.",
    ),
    defect(
        "camera-sign-missing", "kr_notice/art9-1", "CAM605", "fail", "주출입구", 0, (0, 0),
        "CCTV를 두면서 안내판이 없음(T-101).",
    ),
)  # fmt: skip
