"""The planted defects of the flawed 다세대, as expected.yaml states them."""

from typing import Any

DEFECTS: tuple[dict[str, Any], ...] = (
    {
        "id": "gas-pipe-unguarded", "clause": "kr_notice/art11-4", "rule": "ACC203", "verdict": "fail",
        "subject": "가스배관", "storey": 0, "measured": [0, 0],
        "note": "동측 외벽 가스 입상관 2개가 2층 다용도실 창(AW4) 옆에 방호 없이 노출(P-101).",
    },
    {
        "id": "ac-unit-ladder", "clause": "kr_notice/art11-4", "rule": "ACC203", "verdict": "fail",
        "subject": "실외기", "storey": 0, "measured": [0, 0],
        "note": "북측 침실 창 아래 실외기 2대를 딛고 2층으로 오를 수 있음(P-101).",
    },
    {
        "id": "bedroom-window-unrated", "clause": "kr_notice/art11-1", "rule": "HRD701", "verdict": "fail",
        "subject": "AW2", "storey": 2, "measured": [0, 0],
        "note": "침실 창 AW2에 침입방어성능 표기 없음(A-301).",
    },
    {
        "id": "entrance-hidden", "clause": "kr_notice/art11-3", "rule": "SUR102", "verdict": "referred",
        "subject": "주출입구", "storey": 1, "measured": [0, 0.2],
        "note": "주출입구가 필로티 후면에 있고 서측 담장 H=2.0에 가려 도로에서 보이지 않음(A-101, A-102).",
    },
    {
        "id": "stair-without-window", "clause": "kr_notice/art11-10", "rule": "SUR107", "verdict": "fail",
        "subject": "계단실", "storey": 2, "measured": [0, 0],
        "note": "계단실에 외부 창이 없음(A-103). 권장 사항.",
    },
    {
        "id": "side-gap-unlit", "clause": "kr_notice/art11-5", "rule": "LGT506", "verdict": "referred",
        "subject": "", "storey": 0, "measured": [0, 0.6],
        "note": "동·남측 이격공간에 조명 없음(E-101).",
    },
    {
        "id": "path-unseen", "clause": "kr_notice/art4-1", "rule": "SUR101", "verdict": "referred",
        "subject": "", "storey": 0, "measured": [0.0, 1.0],
        "note": "현관으로 가는 동측 통로(폭 1.3m)를 보는 창·출입구가 없음(A-101).",
    },
    {
        "id": "tree-as-ladder", "clause": "kr_notice/art7-2", "rule": "SUR104", "verdict": "referred",
        "subject": "감나무", "storey": 0, "measured": [0, 1.0],
        "note": "지하고 1.2m인 감나무가 2층 창 앞에 있음(L-101).",
    },
    {
        "id": "motorcycles-behind-core", "clause": "kr_notice/art11-8", "rule": "SUR106", "verdict": "referred",
        "subject": "", "storey": 1, "measured": [0.05, 1.0],
        "note": "코어 뒤의 이륜차 구획이 차로와 출입구에서 보이지 않음(A-102).",
    },
    {
        "id": "camera-at-entrance-missing", "clause": "kr_notice/art11-9", "rule": "CAM601", "verdict": "fail",
        "subject": "", "storey": 0, "measured": [0, 0],
        "note": "건물 출입구와 옥상 출입구에 CCTV 없음(T-101, T-102). 권장 사항.",
    },
    {
        "id": "camera-sign-missing", "clause": "kr_notice/art9-1", "rule": "CAM605", "verdict": "fail",
        "subject": "", "storey": 0, "measured": [0, 0],
        "note": "CCTV를 두면서 안내판이 없음(T-101).",
    },
)  # fmt: skip
