"""What is told of a room that lost something, against losses made by hand."""

from tests.engines.whole import list_lost

BEFORE = {
    "people_user": {"1": {"id": "1", "name": "Ada"}, "2": {"id": "2", "name": "Bo"}},
    "old_table": {"7": {"id": "7"}},
    "empty_table": {},
}


def test_nothing_is_told_of_a_room_that_only_grew() -> None:
    after = {
        **BEFORE,
        "people_user": {
            **{key: row | {"team": "sales"} for key, row in BEFORE["people_user"].items()},
            "3": {"id": "3", "name": "Cy", "team": ""},
        },
        "new_table": {"1": {"id": "1"}},
    }
    del after["empty_table"]
    assert list(list_lost(before=BEFORE, after=after, changed={})) == []


def test_a_row_a_value_and_a_table_that_are_lost_are_each_told() -> None:
    after = {"people_user": {"1": {"id": "1", "name": "Eve"}}}
    assert list(list_lost(before=BEFORE, after=after, changed={})) == [
        "people_user 1: name was 'Ada', is 'Eve'",
        "people_user 2",
        "old_table with its 1 rows",
    ]


def test_what_need_not_be_the_same_is_passed_over() -> None:
    after = {"people_user": {"1": {"id": "1", "name": "Eve"}, "2": {"id": "2", "name": "Bo"}}}
    changed = {"people_user.name": "for a test", "old_table": "for a test"}
    assert list(list_lost(before=BEFORE, after=after, changed=changed)) == []
