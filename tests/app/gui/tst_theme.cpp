// SPDX-License-Identifier: MIT
// Light, dark and what the desktop says, with a settings portal of the test's own on a bus of its own.
#include "app/gui/theme.h"
#include "tests/app/gui/home_folder.h"
#include "widgets/time/lane_colours.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace steerscope;

namespace {

bool isDark()
{
    return QApplication::palette().color(QPalette::Window).lightness() < 128;
}

} // namespace

class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 1;

public Q_SLOTS:
    QDBusVariant Read(const QString& group, const QString& key) // wraps twice, as the real one
    {
        const bool known = group == "org.freedesktop.appearance" && key == "color-scheme";
        return QDBusVariant(QVariant::fromValue(QDBusVariant(known ? scheme : 99U)));
    }
};

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void namesGoBothWays();
    void palettesAreReadable_data();
    void palettesAreReadable();
    void withoutADesktopNothingHappens();
    void followsThePortal();

private:
    test::HomeFolder m_home;
};

void TestTheme::namesGoBothWays()
{
    for (const ThemeChoice choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark})
        QVERIFY(themeFromName(themeName(choice)) == choice);
    QVERIFY(!themeFromName("pink"));
}

void TestTheme::palettesAreReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
}

// WCAG 2.1's 4.5 : 1 for every text on its ground, quiet text too.
void TestTheme::palettesAreReadable()
{
    QFETCH(QPalette, palette);
    const auto check = [&](QPalette::ColorRole text, QPalette::ColorRole ground) {
        const double ratio = contrastRatio(palette.color(text), palette.color(ground));
        QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 on %2: %3").arg(text).arg(ground).arg(ratio)));
    };
    check(QPalette::WindowText, QPalette::Window);
    check(QPalette::Text, QPalette::Base);
    check(QPalette::Text, QPalette::AlternateBase);
    check(QPalette::ButtonText, QPalette::Button);
    check(QPalette::ToolTipText, QPalette::ToolTipBase);
    check(QPalette::HighlightedText, QPalette::Highlight);
    check(QPalette::Link, QPalette::Base);
    check(QPalette::PlaceholderText, QPalette::Base);
    check(QPalette::PlaceholderText, QPalette::Window);
}

void TestTheme::withoutADesktopNothingHappens()
{
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    Theme theme;
    theme.choose(ThemeChoice::System);
    QVERIFY(!isDark());
    theme.followDesktop();
    theme.choose(ThemeChoice::Dark);
    QVERIFY(isDark());
    theme.choose(ThemeChoice::Light);
    QVERIFY(!isDark());
}

void TestTheme::followsThePortal()
{
    if (QStandardPaths::findExecutable("dbus-daemon").isEmpty())
        QSKIP("NOT TESTED against a portal: dbus-daemon is missing");
    QProcess daemon;
    daemon.start("dbus-daemon", {"--session", "--nofork", "--print-address"});
    QVERIFY(daemon.waitForStarted());
    QVERIFY(daemon.waitForReadyRead());
    const QByteArray address = daemon.readAllStandardOutput().trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    FakePortal portal;
    QDBusConnection bus = QDBusConnection::connectToBus(QString::fromLatin1(address), "portal");
    QVERIFY(bus.isConnected());
    QVERIFY(bus.registerObject("/org/freedesktop/portal/desktop", &portal, QDBusConnection::ExportAllSlots));
    const auto say = [&bus](uint scheme) {
        QDBusMessage signal = QDBusMessage::createSignal(
            "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings", "SettingChanged");
        signal << "org.freedesktop.appearance"
               << "color-scheme" << QVariant::fromValue(QDBusVariant(scheme));
        return bus.send(signal);
    };
    QVERIFY(bus.registerService("org.freedesktop.portal.Desktop"));
    Theme theme;
    theme.choose(ThemeChoice::System);
    QVERIFY(!isDark());
    theme.followDesktop();
    QTRY_VERIFY(isDark());
    QVERIFY(say(2));
    QTRY_VERIFY(!isDark());
    theme.choose(ThemeChoice::Light);
    QVERIFY(say(1));
    QTest::qWait(50);
    QVERIFY(!isDark()); // what the user chose stands
    theme.choose(ThemeChoice::System);
    QTRY_VERIFY(isDark());
    daemon.kill();
    daemon.waitForFinished();
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
