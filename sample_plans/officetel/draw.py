from pathlib import Path
from sample_plans.officetel import basement, tower, ground, site, layout as lay
from sample_plans.submission_set import Sheet, write_drawings
if __name__ == "__main__":
    for n, f in (("c", False),("d", True)):
        write_drawings(Path("/tmp/e/o") / n, {"A.dxf": (
            Sheet("A-101", "배치도", "site_plan", (0,), lambda p: site.draw_site_plan(p, flawed=f), 150.0, (190, 210)),
            Sheet("A-102", "1층 평면도", "floor_plan", (1,), lambda p: ground.draw_ground(p, flawed=f), 100.0, (110, 130)),
        )}, project=lay.PROJECT, day=lay.DAY)
