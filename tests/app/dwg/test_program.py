"""A converter that an operator installed; a script stands in for LibreDWG's."""

import stat
import sys
from pathlib import Path

import pytest

from app import sandbox
from app.dwg import convert, converted
from app.dwg.faults import SETTING
from cpted_rules.errors import CptedError, Fault

DWG = b"AC1032" + b"\x00" * 4096
DXF = "0\nSECTION\n2\nENTITIES\n{lines}0\nENDSEC\n0\nEOF\n"
LINE = "0\nLINE\n8\n0\n10\n0\n20\n0\n11\n{x}\n21\n0\n"
SHORT = sandbox.Bounds(cpu_s=20, wall_s=20, memory_bytes=2 << 30, file_bytes=1 << 20)


def program(folder: Path, body: str, name: str = "dwg2dxf") -> str:
    """A program whose body knows `arguments` and `dxf`, the text of a drawing of two lines."""
    path = folder / name
    dxf = DXF.format(lines=LINE.format(x=1) + LINE.format(x=2))
    head = f"#!{sys.executable}\nimport os, sys, time\narguments = sys.argv[1:]\ndxf = {dxf!r}\n"
    path.write_text(head + body, "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def refusal(command: str, bounds: sandbox.Bounds = SHORT) -> Fault:
    with pytest.raises(CptedError) as caught:
        converted(DWG, "plan.dwg", command=command, bounds=bounds)
    return caught.value.faults[0]


def test_the_program_is_called_as_dwg2dxf_wants_it_and_its_dxf_is_taken(tmp_path: Path) -> None:
    body = (
        "assert arguments[:2] == ['-y', '-o'] and len(arguments) == 4\n"
        "assert open(arguments[3], 'rb').read(6) == b'AC1032'\n"
        "assert os.listdir() == []\n"
        "open(arguments[2], 'w').write(dxf)\n"
    )
    made = converted(DWG, "plan.dwg", command=program(tmp_path, body), bounds=SHORT)
    assert made.converter == "dwg2dxf"
    assert made.dxf.count(b"\nLINE\n") == 2
    first, *others = made.notes
    assert "2 entities in model space" in first.text.en
    # neither reader can open these bytes, and that is said
    assert [note.code for note in others] == ["drawing/dwg-not-cross-checked"]


def test_a_command_says_where_its_files_go(tmp_path: Path) -> None:
    body = "open(arguments[1].removeprefix('--to='), 'w').write(dxf)\n"
    command = f"{program(tmp_path, body, 'other')} {{dwg}} --to={{dxf_folder}}/drawing.dxf"
    assert converted(DWG, "plan.dwg", command=command, bounds=SHORT).converter == "other"


def test_the_setting_is_an_environment_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, program(tmp_path, "open(arguments[2], 'w').write(dxf)\n"))
    assert converted(DWG, "plan.dwg", bounds=SHORT).converter == "dwg2dxf"


@pytest.mark.parametrize(
    ("body", "ending"),
    [
        ("sys.exit('a broken section')\n", "exit 1: a broken section"),
        ("pass\n", "exit 0"),
        ("open(arguments[2], 'w').write(dxf)\nsys.exit(3)\n", "exit 3"),
        ("open(arguments[2], 'w').write('no drawing')\n", "DXFStructureError"),
    ],
)
def test_a_program_that_fails_is_named_with_its_last_words(
    body: str, ending: str, tmp_path: Path
) -> None:
    fault = refusal(program(tmp_path, body))
    assert (fault.code, fault.where) == ("drawing/dwg-not-converted", "plan.dwg")
    assert ending in fault.found.ko
    assert "DXF" in fault.remedy.ko


def test_a_program_without_end_is_stopped(tmp_path: Path) -> None:
    bounds = sandbox.Bounds(cpu_s=20, wall_s=3, memory_bytes=2 << 30, file_bytes=1 << 20)
    fault = refusal(program(tmp_path, "time.sleep(600)\n"), bounds)
    assert (fault.code, fault.where) == ("limit/time", "plan.dwg")


def test_a_program_that_writes_without_end_is_stopped(tmp_path: Path) -> None:
    body = "out = open(arguments[2], 'w')\nwhile True:\n    out.write(dxf * 1000)\n"
    assert refusal(program(tmp_path, body)).code == "drawing/dwg-not-converted"


def test_a_program_that_is_not_there_is_a_fault_of_the_setting() -> None:
    fault = refusal("/nowhere/dwg2dxf")
    assert (fault.code, fault.where) == ("service/dwg-converter", SETTING)


def test_without_any_converter_it_is_said_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "/nowhere")
    fault = refusal("")
    assert fault.code == "drawing/dwg-no-converter"
    for words in (fault.remedy.ko, fault.remedy.en):
        assert "pip install cpted[dwg]" in words
        assert SETTING in words
        assert "DXF" in words


def test_a_known_program_on_the_path_is_used_where_nothing_else_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "open(arguments[2], 'w').write(dxf)\n")
    monkeypatch.setattr(convert, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert converted(DWG, "plan.dwg", command="", bounds=SHORT).converter == "dwg2dxf"
