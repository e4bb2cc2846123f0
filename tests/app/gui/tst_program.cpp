// SPDX-License-Identifier: MIT
// The program as it is started from a terminal: --screenshot and its failures.
#include "tests/app/gui/home_folder.h"

#include <QImage>
#include <QProcess>
#include <QtTest>

using namespace steerscope;

namespace {

constexpr int kPatience = 120'000;

struct Outcome {
    int exitCode = -1;
    QByteArray error;
};

Outcome run(const QStringList& arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("STEERSCOPE_MODELS", STEERSCOPE_TEST_DATA "/demo/models");
    process.setProcessEnvironment(environment);
    process.start(STEERSCOPE_BIN "/steerscope", arguments);
    if (!process.waitForFinished(kPatience)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitCode(), process.readAllStandardError()};
}

// Colours of the picture; a window that was never drawn has one.
int colours(const QImage& image)
{
    QSet<QRgb> seen;
    for (int y = 0; y < image.height(); y += 3)
        for (int x = 0; x < image.width(); x += 3)
            seen.insert(image.pixel(x, y));
    return static_cast<int>(seen.size());
}

} // namespace

class TestProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void screenshotOfARun_data();
    void screenshotOfARun();
    void failuresEndWithAMessage_data();
    void failuresEndWithAMessage();

private:
    test::HomeFolder m_home;
};

void TestProgram::screenshotOfARun_data()
{
    QTest::addColumn<QString>("theme");
    QTest::addColumn<int>("lightness"); // of the larger part of the window
    QTest::newRow("light") << "light" << 200;
    QTest::newRow("dark") << "dark" << 60;
}

void TestProgram::screenshotOfARun()
{
    QFETCH(QString, theme);
    QFETCH(int, lightness);
    const QString picture = m_home.file(theme + ".png");
    const Outcome outcome = run(
        {"--open", STEERSCOPE_RESOURCES "/samples/left-stop-down.wav", "--screenshot", picture, "--size",
            "1280x800", "--theme", theme, "--select-layer", "5", "--show", "push", "--language", "en"});
    QVERIFY2(outcome.exitCode == 0, outcome.error.constData());
    const QImage image(picture);
    QCOMPARE(image.size(), QSize(1280, 800));
    QVERIFY2(colours(image) > 100, qPrintable(QString::number(colours(image))));
    const int corner = qGray(image.pixel(image.width() - 4, 4)); // menu bar
    QVERIFY2(qAbs(corner - lightness) < 60, qPrintable(QString::number(corner)));
}

void TestProgram::failuresEndWithAMessage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    const QString sample = STEERSCOPE_RESOURCES "/samples/no.wav";
    QTest::newRow("no such recording")
        << QStringList{"--open", "/no/such.wav", "--screenshot", "x.png"} << QByteArray("/no/such.wav");
    QTest::newRow("no such model") << QStringList{"--open", sample, "--model", "/no/model", "--screenshot",
        "x.png"} << QByteArray("/no/model");
    QTest::newRow("no engine") << QStringList{"--open", sample, "--engine", "/bin/false", "--screenshot",
        "x.png"} << QByteArray("error");
    QTest::newRow("unwritable") << QStringList{"--open", sample, "--screenshot", "/proc/x.png"}
                                << QByteArray("/proc/x.png");
    QTest::newRow("time limit") << QStringList{"--open", sample, "--engine", "/bin/sleep 60", "--screenshot",
        "x.png", "--time-limit", "2"}
                                << QByteArray("2");
}

void TestProgram::failuresEndWithAMessage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.exitCode, 1);
    const QByteArray lastLine
        = outcome.error.trimmed().split('\n').last(); // Qt's platform may say things before
    QVERIFY2(
        lastLine.startsWith("steerscope: error: ") && lastLine.contains(said), outcome.error.constData());
    QVERIFY(!QFile::exists("x.png"));
}

QTEST_MAIN(TestProgram)
#include "tst_program.moc"
