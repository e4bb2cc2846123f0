// SPDX-License-Identifier: MIT
#include "app/gui/device_list.h"

#include "app/gui/paths.h"

#include <QActionGroup>
#include <QMenu>

namespace steerscope {

namespace {

QString inputKey()
{
    return QStringLiteral("audio/input");
}

} // namespace

DeviceList::DeviceList(QObject* parent)
    : QObject(parent)
    , m_input(Preferences().value(inputKey()).toString())
{
}

void DeviceList::refresh()
{
    m_job.start([](const StopFlag&, const JobRunner::Reporter&) { return audioDevices(); },
        [this](Result<std::vector<AudioDevice>> devices) {
            if (!devices) {
                Q_EMIT failed(devices.error());
                return;
            }
            m_devices = std::move(devices.value());
            Q_EMIT listChanged();
        });
}

QString DeviceList::inputName() const
{
    for (const AudioDevice& device : m_devices)
        if (device.inputChannels > 0
            && (m_input.isEmpty() ? device.defaultInput : QString::fromStdString(device.id) == m_input))
            return QString::fromStdString(device.name);
    return tr("Default input");
}

void DeviceList::attach(QMenu* menu)
{
    menu->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fill(menu); });
    connect(this, &DeviceList::listChanged, menu, [this, menu] {
        if (menu->isVisible())
            fill(menu);
    });
}

void DeviceList::fill(QMenu* menu)
{
    menu->clear();
    auto* group = new QActionGroup(menu);
    const auto add = [&](const QString& name, const QString& id) {
        QAction* entry = menu->addAction(name);
        entry->setCheckable(true);
        entry->setChecked(id == m_input);
        group->addAction(entry);
        connect(entry, &QAction::triggered, this, [this, id] { setInput(id); });
        return entry;
    };
    add(tr("Default input"), {});
    for (const AudioDevice& device : m_devices) {
        if (device.inputChannels == 0)
            continue;
        add(QString::fromStdString(device.name), QString::fromStdString(device.id))
            ->setToolTip(tr("%1 Hz, channels: %2").arg(device.defaultSampleRate).arg(device.inputChannels));
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Look for devices again")), &QAction::triggered, this, &DeviceList::refresh);
}

void DeviceList::setInput(const QString& id)
{
    if (id == m_input)
        return;
    m_input = id;
    Preferences().setValue(inputKey(), id);
    Q_EMIT inputChanged(id);
}

} // namespace steerscope
