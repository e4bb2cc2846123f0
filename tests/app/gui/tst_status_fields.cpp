// SPDX-License-Identifier: MIT
// What the status bar says about a run, and which action remedies which error.
#include "app/gui/notices.h"
#include "app/gui/status_fields.h"

#include <QLocale>
#include <QtTest>

using namespace steerscope;

class TestStatusFields : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void bytes();
    void whatWasComputedAgain_data();
    void whatWasComputedAgain();
    void speed();
    void errorsHaveRemedies();
};

void TestStatusFields::bytes()
{
    QCOMPARE(bytesText(310'000'000), QStringLiteral("0.31 GB"));
    QCOMPARE(bytesText(2'500'000), QStringLiteral("2.5 MB"));
    QCOMPARE(bytesText(20'000'000'000), QStringLiteral("20.0 GB"));
}

void TestStatusFields::whatWasComputedAgain_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("reused");
    QTest::addColumn<QString>("text");
    QTest::newRow("everything") << 0 << 0 << "encoded in 38 ms";
    QTest::newRow("the upper two") << 4 << 4 << "encoded in 38 ms (layers 5-6 again)";
    QTest::newRow("the last") << 5 << 5 << "encoded in 38 ms (layer 6 again)";
    QTest::newRow("nothing") << 6 << 6 << "encoded in 38 ms (all reused)";
}

void TestStatusFields::whatWasComputedAgain()
{
    QFETCH(int, first);
    QFETCH(int, reused);
    QFETCH(QString, text);
    RunFigures figures;
    figures.encoderLayers = 6;
    figures.timings.encode = 0.038;
    figures.timings.firstLayerRun = first;
    figures.timings.layersReused = reused;
    QCOMPARE(encodeText(figures), text);
}

void TestStatusFields::speed()
{
    RunFigures figures;
    QCOMPARE(realTimeText(figures), QString());
    figures.audioSeconds = 7.0;
    figures.timings.total = 0.5;
    QCOMPARE(realTimeText(figures), QStringLiteral("14 x real time"));
    figures.timings.total = 3.5;
    QCOMPARE(realTimeText(figures), QStringLiteral("2.0 x real time"));
}

void TestStatusFields::errorsHaveRemedies()
{
    QVERIFY(remedyFor({ErrorCode::EngineLost, "", "", ""}) == ActionId::RestartEngine);
    QVERIFY(remedyFor({ErrorCode::Model, "", "", ""}) == ActionId::Models);
    QVERIFY(remedyFor({ErrorCode::Input, "", "", ""}) == ActionId::Open);
    QVERIFY(!remedyFor({ErrorCode::Cancelled, "", "", ""}));
}

QTEST_MAIN(TestStatusFields)
#include "tst_status_fields.moc"
