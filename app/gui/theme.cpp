// SPDX-License-Identifier: MIT
#include "app/gui/theme.h"

#include "app/gui/paths.h"
#include "app/gui/settings_portal.h"

#include <QApplication>
#include <QStyle>

namespace steerscope {

namespace {

constexpr uint kDark = 1;
constexpr uint kLight = 2;

QString schemePreference()
{
    return QStringLiteral("theme/desktopScheme");
}

struct Shades {
    QRgb window, base, alternate, button, text, disabled, highlight, highlightedText, link, toolTip, mid;
};

QPalette paletteOf(const Shades& shades)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, QRgb rgb) { palette.setColor(role, QColor(rgb)); };
    set(QPalette::Window, shades.window);
    set(QPalette::WindowText, shades.text);
    set(QPalette::Base, shades.base);
    set(QPalette::AlternateBase, shades.alternate);
    set(QPalette::Text, shades.text);
    set(QPalette::Button, shades.button);
    set(QPalette::ButtonText, shades.text);
    set(QPalette::BrightText, 0xffffffff);
    set(QPalette::Highlight, shades.highlight);
    set(QPalette::HighlightedText, shades.highlightedText);
    set(QPalette::Link, shades.link);
    set(QPalette::LinkVisited, shades.link);
    set(QPalette::ToolTipBase, shades.toolTip);
    set(QPalette::ToolTipText, shades.text);
    set(QPalette::PlaceholderText, shades.disabled);
    set(QPalette::Mid, shades.mid);
    palette.setColor(QPalette::Light, QColor(shades.button).lighter(120));
    palette.setColor(QPalette::Midlight, QColor(shades.button).lighter(108));
    palette.setColor(QPalette::Dark, QColor(shades.mid).darker(120));
    palette.setColor(QPalette::Shadow, QColor(shades.mid).darker(220));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(shades.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(shades.mid));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, QColor(shades.disabled));
    return palette;
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

} // namespace

std::optional<ThemeChoice> themeFromName(const QString& name)
{
    for (const ThemeChoice choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark})
        if (name == themeName(choice))
            return choice;
    return std::nullopt;
}

QString themeName(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    case ThemeChoice::System:
        break;
    }
    return QStringLiteral("system");
}

QPalette lightPalette()
{
    return paletteOf({.window = 0xfff3f3f2,
        .base = 0xffffffff,
        .alternate = 0xfff7f7f6,
        .button = 0xfff0f0ef,
        .text = 0xff1d1f21,
        .disabled = 0xff666a6d,
        .highlight = 0xff1f6fb2,
        .highlightedText = 0xffffffff,
        .link = 0xff1763a3,
        .toolTip = 0xfffdfdfc,
        .mid = 0xffc4c6c8});
}

QPalette darkPalette()
{
    return paletteOf({.window = 0xff2a2c2f,
        .base = 0xff1d1f21,
        .alternate = 0xff232528,
        .button = 0xff35383b,
        .text = 0xffe8e8e6,
        .disabled = 0xff9a9d9f,
        .highlight = 0xff3d8fd1,
        .highlightedText = 0xff0c0d0e,
        .link = 0xff7cbcf0,
        .toolTip = 0xff35383b,
        .mid = 0xff4a4e52});
}

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_portal(new SettingsPortal(this))
    , m_platformPalette(QApplication::palette())
    , m_desktopScheme(Preferences().value(schemePreference(), 0).toUInt())
{
    connect(m_portal, &SettingsPortal::colourScheme, this, &Theme::takeDesktopScheme);
}

void Theme::choose(ThemeChoice choice)
{
    m_choice = choice;
    apply();
    Q_EMIT choiceChanged(choice);
}

void Theme::followDesktop()
{
    m_portal->ask();
}

void Theme::takeDesktopScheme(uint scheme)
{
    if (scheme == m_desktopScheme)
        return;
    m_desktopScheme = scheme;
    Preferences().setValue(schemePreference(), scheme);
    if (m_choice == ThemeChoice::System)
        apply();
}

void Theme::apply()
{
    const bool wantsDark = m_choice == ThemeChoice::Dark
        || (m_choice == ThemeChoice::System
            && (m_desktopScheme == kDark || (m_desktopScheme != kLight && isDark(m_platformPalette))));
    // A desktop's own style and palette stand when they already are what is wanted.
    const bool plain = QApplication::style()->name() == QLatin1String("fusion");
    if (!plain && isDark(m_platformPalette) == wantsDark)
        QApplication::setPalette(m_platformPalette);
    else
        QApplication::setPalette(wantsDark ? darkPalette() : lightPalette());
}

} // namespace steerscope
