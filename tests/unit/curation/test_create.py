"""A base is made from a text, and installed under a name, and nothing is overwritten without --force."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcli.base.reader import read
from factcli.curation.create import Described, install, new_base
from factcli.errors import BadBase, NotWritten, UsageProblem
from yard import TEXT


@pytest.fixture
def base(tmp_path: Path) -> str:
    path = str(tmp_path / "base.json")
    new_base(TEXT, "text.txt", path, "en", Described(title="The yard"))
    return path


class TestNewBase:
    def test_sentences_and_headings_are_numbered_at_their_offsets(self, base: str) -> None:
        found = read(base)

        assert [(s.number, s.section) for s in found.sentences] == [(1, "The yard"), (2, "The yard")]
        assert all(TEXT[s.start : s.end] == s.text for s in found.sentences)
        assert (found.sources[0].title, found.sources[0].characters) == ("The yard", len(TEXT))

    def test_an_existing_base_is_not_overwritten(self, base: str) -> None:
        before = Path(base).read_bytes()

        with pytest.raises(NotWritten, match="already exists"):
            new_base("Another text.", "-", base, "en")

        assert Path(base).read_bytes() == before

    @pytest.mark.parametrize("text", ["", " \n\n", "***"])
    def test_a_text_without_a_sentence(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(UsageProblem, match="no sentence"):
            new_base(text, "-", str(tmp_path / "base.json"), "en")

    def test_an_invalid_date(self, tmp_path: Path) -> None:
        with pytest.raises(UsageProblem, match="EDTF"):
            new_base(TEXT, "-", str(tmp_path / "base.json"), "en", Described(date="yesterday"))

    def test_a_name_that_is_not_an_id_becomes_one(self, tmp_path: Path) -> None:
        assert new_base(TEXT, "-", str(tmp_path / "My base.json"), "en").name == "my-base"


class TestInstall:
    def test_install_copies_under_the_name(self, base: str, tmp_path: Path) -> None:
        path = install(base, str(tmp_path / "data" / "facts"), "yard")

        assert path == str(tmp_path / "data" / "facts" / "yard.json")
        assert Path(path).read_bytes() == Path(base).read_bytes()

    @pytest.mark.parametrize("name", ["../yard", "a/b", ".hidden", "..", "a\nb"])
    def test_a_name_cannot_lead_outside_the_folder(self, base: str, tmp_path: Path, name: str) -> None:
        with pytest.raises(UsageProblem, match="not a valid name for a base"):
            install(base, str(tmp_path / "facts"), name)

    def test_install_does_not_follow_a_link(self, base: str, tmp_path: Path) -> None:
        (tmp_path / "facts").mkdir()
        (tmp_path / "facts" / "yard.json").symlink_to(tmp_path / "elsewhere.json")

        with pytest.raises(NotWritten, match="is a link"):
            install(base, str(tmp_path / "facts"), "yard", force=True)

        assert not (tmp_path / "elsewhere.json").exists()

    def test_install_does_not_overwrite(self, base: str, tmp_path: Path) -> None:
        install(base, str(tmp_path / "facts"))

        with pytest.raises(NotWritten, match="already exists"):
            install(base, str(tmp_path / "facts"))

        install(base, str(tmp_path / "facts"), force=True)

    def test_what_is_not_a_base_is_not_installed(self, tmp_path: Path) -> None:
        (tmp_path / "no.json").write_text("{}")

        with pytest.raises(BadBase):
            install(str(tmp_path / "no.json"), str(tmp_path / "facts"))

        assert not (tmp_path / "facts" / "no.json").exists()
