// SPDX-License-Identifier: MIT
// The program on a real X server, driven from outside as a person would: keys only, and what the windows'
// titles say. Without Xvfb and xdotool it is skipped, unless STEERSCOPE_REQUIRE_XVFB is set.
#include "tests/app/gui/home_folder.h"

#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace steerscope;

namespace {

constexpr int kPatience = 60'000;

} // namespace

class TestXvfb : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void openByKeysAndQuit();

private:
    QByteArray xdotool(const QStringList& arguments) const;
    bool waitForWindow(const QString& title) const;
    void press(const QString& keys) const { xdotool({"key", "--clearmodifiers", keys}); }

    test::HomeFolder m_home;
    QProcess m_server;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
};

void TestXvfb::initTestCase()
{
    const bool there = !QStandardPaths::findExecutable("Xvfb").isEmpty()
        && !QStandardPaths::findExecutable("xdotool").isEmpty();
    if (!there && !qEnvironmentVariableIsSet("STEERSCOPE_REQUIRE_XVFB"))
        QSKIP("NOT TESTED on a real X server: Xvfb or xdotool is missing");
    QVERIFY2(there, "Xvfb or xdotool is missing");
    m_server.setProcessChannelMode(QProcess::SeparateChannels);
    m_server.start("Xvfb", {"-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"});
    QVERIFY(m_server.waitForStarted());
    QByteArray display;
    while (!display.endsWith('\n') && m_server.waitForReadyRead(kPatience))
        display += m_server.readAllStandardOutput();
    QVERIFY2(display.endsWith('\n'), m_server.readAllStandardError().constData());
    m_environment.insert("DISPLAY", ":" + QString::fromLatin1(display.trimmed()));
    m_environment.insert("QT_QPA_PLATFORM", "xcb");
    m_environment.insert("STEERSCOPE_MODELS", STEERSCOPE_RESOURCES "/models");
    m_environment.insert("LANG", "C.UTF-8");
}

void TestXvfb::cleanupTestCase()
{
    m_server.terminate();
    m_server.waitForFinished();
}

QByteArray TestXvfb::xdotool(const QStringList& arguments) const
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start("xdotool", arguments);
    process.waitForFinished(kPatience);
    return process.readAllStandardOutput().trimmed();
}

// There is no window manager: whoever is to get the keys is told so.
bool TestXvfb::waitForWindow(const QString& title) const
{
    QByteArray found;
    if (!QTest::qWaitFor(
            [&] {
                found = xdotool({"search", "--onlyvisible", "--name", title}).split('\n').last();
                return !found.isEmpty();
            },
            kPatience))
        return false;
    xdotool({"windowfocus", "--sync", QString::fromLatin1(found)});
    return true;
}

void TestXvfb::openByKeysAndQuit()
{
    QProcess program;
    program.setProcessEnvironment(m_environment);
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(STEERSCOPE_BIN "/steerscope", {});
    QVERIFY(waitForWindow("^SteerScope$"));
    press("F2");
    QVERIFY(waitForWindow("^Keyboard shortcuts"));
    press("Escape");
    QVERIFY(waitForWindow("^SteerScope$"));
    press("ctrl+o");
    QVERIFY(waitForWindow("^Open recording"));
    xdotool({"type", STEERSCOPE_RESOURCES "/samples/no.wav"});
    press("Return");
    QVERIFY(waitForWindow("^no.wav"));
    press("ctrl+q");
    QVERIFY(program.waitForFinished(kPatience));
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
}

QTEST_MAIN(TestXvfb)
#include "tst_xvfb.moc"
