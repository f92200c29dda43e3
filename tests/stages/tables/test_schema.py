from __future__ import annotations

import pandas as pd
import pytest

from pipeline.stages.tables import SCHEMA

# The interface that spreadsheets and notebooks rely on. Columns may be added at the right
# end; these neither change nor move.
CONTRACT = {
    "documents": "doc_id source sha256 media_type encoding chars chars_kept records status",
    "records": "record_id doc_id source record_no published outlet via title article_ref url"
    " char_start char_end item_date_start item_date_end same_as",
    "events": "event_id same_as record_id doc_id source record_no event_type plover cameo status"
    " stage date_start date_end date_precision date_edtf date_wareki date_text date_basis"
    " participants location location_code instrument outcome evidence evidence_start"
    " evidence_end rule_id confidence flags title outlet published url review reviewer"
    " reviewed_at",
    "participants": "event_id position code name_ja name_en kind role mention mention_start"
    " mention_end person office",
    "dates": "date_id record_id source text char_start char_end type start end precision edtf"
    " relation calendar anchor anchor_source rule_id flags",
    "mentions": "mention_id record_id source text char_start char_end label origin code canonical",
    "agreements": "thread_id name parties step_no stage status date_start date_edtf event_id"
    " source published",
    "dropped": "source line_no char_start char_end text reason rule_id",
    "problems": "source record_id stage problem detail action",
}


def test_the_tables_are_those_of_the_contract() -> None:
    assert list(SCHEMA) == list(CONTRACT)


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_keep_their_names_and_places(name: str, tables: dict[str, pd.DataFrame]) -> None:
    promised = CONTRACT[name].split()
    assert list(tables[name].columns)[: len(promised)] == promised
    assert tuple(tables[name].columns) == SCHEMA[name].column_names


@pytest.mark.parametrize("name", SCHEMA)
def test_every_column_is_described(name: str) -> None:
    assert all(column.description for column in SCHEMA[name].columns)


@pytest.mark.parametrize("name", SCHEMA)
def test_foreign_keys_hold_in_the_tables_of_the_seeds(
    name: str, tables: dict[str, pd.DataFrame]
) -> None:
    for key in SCHEMA[name].foreign_keys:
        known = set(tables[key.table or name][key.target])
        assert set(tables[name][key.column].dropna()) <= known, key


@pytest.mark.parametrize("name", SCHEMA)
def test_primary_keys_are_unique_and_filled(name: str, tables: dict[str, pd.DataFrame]) -> None:
    keys = tables[name][list(SCHEMA[name].primary_key)]
    if SCHEMA[name].primary_key:
        assert not keys.isna().any(axis=None)
        assert not keys.duplicated().any()
