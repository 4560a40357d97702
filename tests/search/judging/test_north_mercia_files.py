from tests.search.judging.make_north_mercia import FILES, write_all


def test_the_upload_files_are_what_the_short_lists_say(tmp_path):
    write_all(tmp_path)
    written = {path.name: path.read_text(encoding="utf-8-sig") for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text(encoding="utf-8-sig") for path in FILES.glob("*.csv")}
    assert written == {name: text for name, text in kept.items() if name in written}
    assert len(written) == 11
