// SPDX-License-Identifier: MIT
// Light and dark. "System" follows the desktop's setting, asked through the settings portal without waiting
// for it: Qt 6.4 does not know it by itself on every desktop.
#pragma once

#include <QObject>
#include <QPalette>
#include <QString>

#include <optional>

namespace steerscope {

enum class ThemeChoice { System, Light, Dark };

// "system", "light", "dark", the words of --theme.
std::optional<ThemeChoice> themeFromName(const QString& name);
QString themeName(ThemeChoice choice);

QPalette lightPalette();
QPalette darkPalette();

class SettingsPortal;

class Theme : public QObject {
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);

    // Sets the application's palette. System uses the last answer of the desktop until a new one comes.
    void choose(ThemeChoice choice);
    ThemeChoice choice() const { return m_choice; }
    // Asks the portal and listens to it; call after the first paint. Without a portal nothing happens.
    void followDesktop();

Q_SIGNALS:
    void choiceChanged(steerscope::ThemeChoice choice);

private:
    void takeDesktopScheme(uint scheme);
    void apply();

    ThemeChoice m_choice = ThemeChoice::System;
    SettingsPortal* m_portal;
    QPalette m_platformPalette; // as the platform gave it
    uint m_desktopScheme = 0; // 0 no preference, 1 dark, 2 light, as the portal counts
};

} // namespace steerscope
