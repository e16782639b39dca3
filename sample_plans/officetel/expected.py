"""The planted defects of the flawed 오피스텔, as expected.yaml states them."""

from typing import Any

from sample_plans.submission_set import defect

DEFECTS: tuple[dict[str, Any], ...] = (
    defect(
        "basement-underlit", "kr_parking/art6-1-9-ga", "LGT501", "fail", "차로", -2, (0, 5),
        "지하2층 동측(X4~X5열) 조명 미계획: 최소 조도 10 lx 미달(E-202).",
    ),
    defect(
        "basement-uneven", "kr_parking/art6-1-9-ga", "LGT502", "fail", "차로", -2, (10, 10_000),
        "같은 구간 때문에 최대 조도가 최소의 10배를 넘음(E-202).",
    ),
    defect(
        "passage-underlit", "kr_parking/art6-1-9-da", "LGT501", "fail", "주차통로", -2, (10, 50),
        "지하2층 승강기홀로 가는 통로에 전용 조명이 없어 50 lx 미달(E-202).",
    ),
    defect(
        "basement-camera-hole", "kr_parking/art6-1-11", "CAM602", "fail", "차로", -2, (0.3, 0.95),
        "지하2층 북측 차로에 카메라가 없음(T-202).",
    ),
    defect(
        "counter-hidden", "kr_notice/art13-4", "SUR108", "referred", "계산대", 1, (0, 0.2),
        "편의점 계산대가 진열벽 뒤 안쪽에 있고 외벽이 막혀 밖에서 보이지 않음(A-102).",
    ),
    defect(
        "store-entrance-without-camera", "kr_notice/art13-3", "CAM601", "fail", "편의점 출입구", 1, (0, 0),
        "편의점 출입구에 CCTV 없음(T-101).",
    ),
    defect(
        "counter-without-camera", "kr_notice/art13-3", "CAM601", "fail", "계산대", 1, (0, 0),
        "계산대에 CCTV 없음(T-101).",
    ),
    defect(
        "window-unrated", "kr_notice/art11-1", "HRD701", "fail", "PW2", None, (0, 0),
        "모서리 호실 창 PW2에 침입방어성능 표기 없음(A-301).",
    ),
    defect(
        "downpipe-unguarded", "kr_notice/art11-4", "ACC203", "fail", "우수홈통", 0, (0, 0),
        "북측 선홈통 2개가 2층 호실 창 옆에 등반방지 없이 노출(P-101).",
    ),
    defect(
        "entrance-hidden", "kr_notice/art11-3", "SUR102", "referred", "오피스텔 주출입구", 1, (0, 0.3),
        "오피스텔 주출입구가 서측면에 있고 점포 날개벽(H=3.0)에 가려 도로에서 보이지 않음(A-101, A-102).",
    ),
    defect(
        "entrance-dark", "kr_notice/art8-1", "LGT504", "referred", "오피스텔 주출입구", 1, (0, 10),
        "주출입구 앞에 조명 없음(E-101).",
    ),
    defect(
        "rear-and-side-unlit", "kr_notice/art11-5", "LGT506", "referred", "오피스텔", 0, (0, 0.7),
        "측면·후면 조명 없음(E-101).",
    ),
    defect(
        "tree-at-window", "kr_notice/art7-2", "SUR104", "referred", "왕벚나무", 0, (0, 1.5),
        "지하고 1.3m인 왕벚나무가 2층 북서측 호실 창 앞에 있음(L-101).",
    ),
    defect(
        "stair-without-window", "kr_notice/art11-10", "SUR107", "fail", "계단실", 1, (0, 0),
        "계단실1에 외부 창이 없음(A-103). 권장 사항.",
    ),
    defect(
        "roof-door-without-camera", "kr_notice/art11-9", "CAM601", "fail", "옥상 출입문", 13, (0, 0),
        "옥상 출입구에 CCTV 없음(T-103). 권장 사항.",
    ),
    defect(
        "basement-lobby-without-camera", "kr_notice/art11-9", "CAM601", "fail", "승강기홀", -2, (0, 0),
        "지하2층 승강장에 CCTV 없음(T-202). 권장 사항.",
    ),
    defect(
        "camera-sign-missing", "kr_notice/art9-1", "CAM605", "fail", "오피스텔 주출입구", 0, (0, 0),
        "CCTV를 두면서 출입구에 안내판이 없음(T-101).",
    ),
)  # fmt: skip
