// SPDX-License-Identifier: MIT
#include "app/gui/settings_portal.h"

#include <QDBusConnection>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFileInfo>

namespace steerscope {

namespace {

constexpr int kTimeoutMilliseconds = 2000;

const char* const kGroup = "org.freedesktop.appearance";
const char* const kKey = "color-scheme";

// Connecting to a session bus that is not there can block for seconds while one is launched.
bool sessionBusIsThere()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(
            qEnvironmentVariable("XDG_RUNTIME_DIR", QStringLiteral("/nowhere")) + QStringLiteral("/bus"));
}

} // namespace

void SettingsPortal::ask()
{
    if (!sessionBusIsThere())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
    const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
    const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
    bus.connect(
        service, path, interface, QStringLiteral("SettingChanged"), this, SLOT(settingChanged(QDBusMessage)));
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    question << QString::fromLatin1(kGroup) << QString::fromLatin1(kKey);
    auto* answer = new QDBusPendingCallWatcher(bus.asyncCall(question, kTimeoutMilliseconds), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        answer->deleteLater();
        if (reply.isError())
            return; // no portal, or one without this setting
        QVariant value = reply.value().variant();
        if (value.canConvert<QDBusVariant>()) // Read wraps the value twice
            value = value.value<QDBusVariant>().variant();
        Q_EMIT colourScheme(value.toUInt());
    });
}

void SettingsPortal::settingChanged(const QDBusMessage& message) // group, key, value
{
    const QVariantList arguments = message.arguments();
    if (arguments.size() == 3 && arguments[0] == QString::fromLatin1(kGroup)
        && arguments[1] == QString::fromLatin1(kKey))
        Q_EMIT colourScheme(arguments[2].value<QDBusVariant>().variant().toUInt());
}

} // namespace steerscope
