// SPDX-License-Identifier: MIT
#include "core/training/report/report_table.h"

#include <doctest/doctest.h>

using namespace steerscope::report;

TEST_CASE("Markdown: numbers to the right, bars escaped")
{
    const ReportTable table{
        {"variant", "WER"}, {{"a|b", percentCell(0.125)}, {"two\nlines", percentCell({})}}};
    CHECK(markdownTable(table)
        == "| variant | WER |\n"
           "|---|---:|\n"
           "| a\\|b | 12.50 % |\n"
           "| two lines | - |\n");
}

TEST_CASE("CSV: quoted where it must be, numbers as they are")
{
    const ReportTable table{{"name", "value"},
        {{"a, b", percentCell(1.0 / 3.0)}, {"say \"it\"", numberCell(2.5, 0)}, {"plain", numberCell({}, 1)},
            {"n", 7}}};
    CHECK(csvTable(table)
        == "name,value\n"
           "\"a, b\",0.3333333333333333\n"
           "\"say \"\"it\"\"\",2.5\n"
           "plain,\n"
           "n,7\n");
}

TEST_CASE("cells show what they are told")
{
    CHECK(numberCell(1.0 / 3.0, 3).text == "0.333");
    CHECK(percentCell(0.5, 0).text == "50 %");
    CHECK(Cell(12L).text == "12");
    CHECK(Cell("about 3", 3.14).value == 3.14);
    CHECK_FALSE(Cell("text").value);
}
