// SPDX-License-Identifier: MIT
// The desktop's light-or-dark setting, asked through org.freedesktop.portal.Settings and listened to. Nothing
// waits for it; where there is no portal nothing is ever heard.
#pragma once

#include <QDBusMessage>
#include <QObject>

namespace steerscope {

class SettingsPortal : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void ask(); // once

Q_SIGNALS:
    void colourScheme(uint scheme); // 0 no preference, 1 dark, 2 light, as the portal counts

private Q_SLOTS:
    // The whole message: Qt 6.4 refuses a slot that takes a QDBusVariant before it has met one.
    void settingChanged(const QDBusMessage& message);
};

} // namespace steerscope
