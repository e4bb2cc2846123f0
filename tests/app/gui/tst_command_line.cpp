// SPDX-License-Identifier: MIT
#include "app/gui/command_line.h"

#include "core/base/gating_trace.h"

#include <QProcess>
#include <QtTest>

using namespace steerscope;

class TestCommandLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOptionIsRead();
    void nothingGiven();
    void aFileWithoutOptionOpens();
    void wrongUsageSaysWhat_data();
    void wrongUsageSaysWhat();
    void helpListsTheOptions();
};

namespace {

ParsedCommandLine parse(const QString& line)
{
    return parseCommandLine(QStringList{"steerscope"} + QProcess::splitCommand(line));
}

} // namespace

void TestCommandLine::everyOptionIsRead()
{
    const auto parsed = parse(
        "--open a.wav --screenshot out.png --time-limit 7 --size 800x600 --theme dark --language zh_CN "
        "--model demo --engine \"ssh host steerscope-engine\" --settings s.json --select-layer 3 --show "
        "expert:2 --training runs/a --report reports/b");
    QVERIFY2(parsed.options, qPrintable(parsed.text));
    QCOMPARE(parsed.options->open, QStringLiteral("a.wav"));
    QCOMPARE(parsed.options->screenshot, QStringLiteral("out.png"));
    QCOMPARE(parsed.options->timeLimitSeconds, 7);
    QCOMPARE(parsed.options->size.value(), QSize(800, 600));
    QVERIFY(parsed.options->theme == ThemeChoice::Dark);
    QCOMPARE(parsed.options->language, QStringLiteral("zh_CN"));
    QCOMPARE(parsed.options->model, QStringLiteral("demo"));
    QCOMPARE(parsed.options->engine, QStringList({"ssh", "host", "steerscope-engine"}));
    QCOMPARE(parsed.options->settings, QStringLiteral("s.json"));
    QCOMPARE(parsed.options->selectLayer, 2); // people count from 1
    QCOMPARE(parsed.options->show, QStringLiteral("expert:2"));
    QCOMPARE(parsed.options->training, QStringLiteral("runs/a"));
    QCOMPARE(parsed.options->report, QStringLiteral("reports/b"));
}

void TestCommandLine::nothingGiven()
{
    const auto parsed = parse({});
    QVERIFY(parsed.options);
    QVERIFY(parsed.options->open.isEmpty());
    QVERIFY(!parsed.options->size);
    QVERIFY(!parsed.options->theme);
    QCOMPARE(parsed.options->selectLayer, kNoLayer);
    QCOMPARE(parse("--select-layer out").options->selectLayer, kOutLayer);
}

void TestCommandLine::aFileWithoutOptionOpens()
{
    QCOMPARE(parse("\"a b.wav\"").options->open, QStringLiteral("a b.wav"));
}

void TestCommandLine::wrongUsageSaysWhat_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("said");
    QTest::newRow("size") << "--size 800"
                          << "--size 800";
    QTest::newRow("empty size") << "--size 0x600"
                                << "--size";
    QTest::newRow("huge size") << "--size 99999x600"
                               << "--size";
    QTest::newRow("theme") << "--theme pink"
                           << "--theme pink";
    QTest::newRow("layer 0") << "--select-layer 0"
                             << "--select-layer 0";
    QTest::newRow("show") << "--show expert:0"
                          << "--show expert:0";
    QTest::newRow("limit") << "--time-limit -1"
                           << "--time-limit";
    QTest::newRow("two files") << "a.wav b.wav"
                               << "one recording";
    QTest::newRow("unknown") << "--nonsense"
                             << "nonsense";
}

void TestCommandLine::wrongUsageSaysWhat()
{
    QFETCH(QString, line);
    QFETCH(QString, said);
    const auto parsed = parse(line);
    QVERIFY(!parsed.options);
    QCOMPARE(parsed.exitCode, 2);
    QVERIFY2(parsed.text.contains(said), qPrintable(parsed.text));
}

void TestCommandLine::helpListsTheOptions()
{
    const auto parsed = parse("--help");
    QVERIFY(!parsed.options);
    QCOMPARE(parsed.exitCode, 0);
    for (const char* option : {"--open", "--screenshot", "--size", "--theme", "--model", "--engine",
             "--settings", "--select-layer", "--show", "--language", "--training", "--report"})
        QVERIFY2(parsed.text.contains(QLatin1String(option)), option);
}

QTEST_MAIN(TestCommandLine)
#include "tst_command_line.moc"
