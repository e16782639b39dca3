"""What several re-checks say in the same words."""

from cpted_rules.text import Text
from cpted_rules.verify.result import Difference

SPOT = Text(ko="증거의 위치·값", en="place or value of a witness")
WORST = Text(
    ko="표시된 곳만 다시 잼; 더 나쁜 곳이 없는지는 다시 재지 않음",
    en="the place shown; that no other one is worse was not measured again",
)
A_FIELD = Difference(what=Text(ko="칸별 값", en="values of cells"), stated="none", found="a field")
