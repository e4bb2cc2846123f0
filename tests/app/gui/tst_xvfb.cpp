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
    void speakSeeSteer();

private:
    void answer(const QString& keys, const QString& dialog, const QString& text) const;
    QByteArray savedBy(const QString& keys, const QString& dialog, const QString& name) const;
    bool startMicrophone();
    QByteArray xdotool(const QStringList& arguments) const;
    bool waitForWindow(const QString& title, int milliseconds = kPatience) const;
    void press(const QString& keys) const { xdotool({"key", "--clearmodifiers", keys}); }

    test::HomeFolder m_home;
    QProcess m_server;
    QProcess m_sound;
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
    m_environment.insert("STEERSCOPE_MODELS", STEERSCOPE_TEST_DATA "/demo/models");
    m_environment.insert("LANG", "C.UTF-8");
}

void TestXvfb::cleanupTestCase()
{
    if (m_sound.state() != QProcess::NotRunning) {
        m_sound.kill();
        m_sound.waitForFinished();
    }
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
bool TestXvfb::waitForWindow(const QString& title, int milliseconds) const
{
    QByteArray found;
    if (!QTest::qWaitFor(
            [&] {
                found = xdotool({"search", "--onlyvisible", "--name", title}).split('\n').last();
                return !found.isEmpty();
            },
            milliseconds))
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

// Presses keys until their dialog opens (the action may sleep until there is something to save), and answers
// it.
void TestXvfb::answer(const QString& keys, const QString& dialog, const QString& text) const
{
    const bool opened = QTest::qWaitFor(
        [&] {
            press(keys);
            return waitForWindow(dialog, 1000);
        },
        kPatience);
    QVERIFY2(opened, qPrintable(dialog));
    press("ctrl+a");
    xdotool({"type", text});
    press("Return");
}

QByteArray TestXvfb::savedBy(const QString& keys, const QString& dialog, const QString& name) const
{
    const QString path = m_home.file(name);
    answer(keys, dialog, path);
    QFile file(path);
    if (!QTest::qWaitFor([&] { return file.exists(); }, kPatience) || !file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

// A PulseAudio server of the test's own; what is played into its null sink comes out of the default
// microphone.
bool TestXvfb::startMicrophone()
{
    m_environment.insert("PULSE_CLIENTCONFIG", "/dev/null"); // no autospawn
    m_environment.insert("HOME", m_home.file("."));
    m_sound.setProcessEnvironment(m_environment);
    m_sound.setStandardErrorFile(QProcess::nullDevice());
    m_sound.start("pulseaudio",
        {"-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "-L",
            "module-native-protocol-unix", "-L", "module-null-sink sink_name=vmic norewinds=1"});
    return m_sound.waitForStarted()
        && QTest::qWaitFor(
            [this] {
                QProcess choose;
                choose.setProcessEnvironment(m_environment);
                choose.start("pactl", {"set-default-source", "vmic.monitor"});
                return choose.waitForFinished() && choose.exitCode() == 0;
            },
            kPatience);
}

void TestXvfb::speakSeeSteer()
{
    const bool there = !QStandardPaths::findExecutable("pulseaudio").isEmpty();
    if (!there && !qEnvironmentVariableIsSet("STEERSCOPE_REQUIRE_XVFB"))
        QSKIP("NOT TESTED with a microphone: PulseAudio is missing");
    QVERIFY(startMicrophone());
    QProcess program;
    program.setProcessEnvironment(m_environment);
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(STEERSCOPE_BIN "/steerscope", {"--language", "en"});
    QVERIFY(waitForWindow("^SteerScope$"));
    press("ctrl+r");
    QVERIFY(waitForWindow("^Recording"));
    QProcess speaker;
    speaker.setProcessEnvironment(m_environment);
    speaker.start("paplay", {"--device=vmic", STEERSCOPE_RESOURCES "/samples/left-stop-down.wav"});
    QVERIFY(speaker.waitForFinished(kPatience));
    QCOMPARE(speaker.exitCode(), 0);
    press("ctrl+r");
    QVERIFY(waitForWindow("^20[0-9-]+ [0-9-]+.wav"));
    QVERIFY(QTest::qWaitFor(
        [&] {
            QFile::remove(m_home.file("words.txt"));
            return waitForWindow("^20")
                && savedBy("ctrl+s", "^Save transcript", "words.txt").contains("left stop down");
        },
        kPatience));
    QVERIFY(waitForWindow("^20"));
    const QByteArray trained = savedBy("ctrl+shift+g", "^Save gates", "trained.csv");
    QVERIFY(trained.contains("expert_8"));

    QFile settings(m_home.file("double.json"));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write(R"({"version": 1, "master": 2.0})");
    settings.close();
    QVERIFY(waitForWindow("^20"));
    answer("ctrl+shift+o", "^Open steering settings", settings.fileName());
    QVERIFY(QTest::qWaitFor(
        [&] {
            QFile::remove(m_home.file("doubled.csv"));
            return waitForWindow("^20") && savedBy("ctrl+shift+g", "^Save gates", "doubled.csv") != trained;
        },
        kPatience));
    QVERIFY(waitForWindow("^20"));
    press("ctrl+q");
    QVERIFY(program.waitForFinished(kPatience));
    QCOMPARE(program.exitCode(), 0);
}

QTEST_MAIN(TestXvfb)
#include "tst_xvfb.moc"
