// SPDX-License-Identifier: MIT
// The Chinese translation from the .ts file to what a widget shows.
#include "app/gui/actions.h"
#include "app/gui/languages.h"
#include "app/gui/status_fields.h"
#include "tests/app/gui/home_folder.h"

#include <QFile>
#include <QLocale>
#include <QMainWindow>
#include <QtTest>

using namespace steerscope;

class TestLanguages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void englishNeedsNone();
    void chineseReachesTheWidgets();
    void nothingIsLeftUntranslated();

private:
    test::HomeFolder m_home;
};

void TestLanguages::englishNeedsNone()
{
    QVERIFY(!installLanguage(QStringLiteral("en")));
    QMainWindow window;
    QCOMPARE(Actions(&window)[ActionId::Open]->text(), QStringLiteral("&Open..."));
}

void TestLanguages::chineseReachesTheWidgets()
{
    QVERIFY(installLanguage(QStringLiteral("zh_CN")));
    QMainWindow window;
    const Actions actions(&window);
    QCOMPARE(actions[ActionId::Open]->text(), QStringLiteral("打开(&O)..."));
    QCOMPARE(actions[ActionId::ResetSteering]->statusTip(), QStringLiteral("全部恢复为训练值"));
    RunFigures figures;
    figures.timings.decodedTokens = 9;
    figures.timings.decode = 0.021;
    QCOMPARE(decodeText(figures),
        QStringLiteral("解码 9 个词元用时 21 毫秒")); // a free function that uses a class's tr()
    figures.timings.confirmedTokens = 7;
    QCOMPARE(decodeText(figures), QStringLiteral("解码 9 个词元用时 21 毫秒，其中 7 个只作确认"));
    // Of another room: context and namespace as lupdate wrote them.
    QCOMPARE(QCoreApplication::translate("steerscope::SteeringBar", "Master"), QStringLiteral("总尺度"));
}

void TestLanguages::nothingIsLeftUntranslated()
{
    QFile file(QStringLiteral(STEERSCOPE_TRANSLATIONS "/steerscope_zh_CN.ts"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.count("<message") > 500);
    QCOMPARE(text.count("type=\"unfinished\""), 0);
}

QTEST_MAIN(TestLanguages)
#include "tst_languages.moc"
