// SPDX-License-Identifier: MIT
#include "app/gui/presets.h"

#include "app/gui/paths.h"
#include "core/base/atomic_file.h"
#include "core/protocol/settings_json.h"

#include <QDir>
#include <QFile>
#include <QMenu>
#include <QUrl>

#include <algorithm>

namespace steerscope {

namespace {

constexpr qint64 kLargestSettingsFile = 1 << 20;

QString suffix()
{
    return QStringLiteral(".json");
}

} // namespace

SteeringSettings readSettingsFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw Failure(ErrorCode::Input, "cannot read the settings: " + file.errorString().toStdString(),
            path.toStdString());
    const QByteArray bytes = file.read(kLargestSettingsFile);
    if (!file.atEnd())
        throw Failure(ErrorCode::Input, "too large for steering settings", path.toStdString());
    try {
        return steeringSettingsFromJson(
            std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    } catch (const Failure& failure) {
        Error error = failure.error();
        error.where = path.toStdString() + (error.where.empty() ? "" : ", " + error.where);
        throw Failure(error);
    }
}

void writeSettingsFile(const QString& path, const SteeringSettings& settings)
{
    AtomicFile file(path.toStdString());
    file.write(steeringSettingsToJson(settings, 2) + "\n");
    file.commit();
}

Presets::Presets(SteeringModel* steering, QObject* parent)
    : QObject(parent)
    , m_steering(steering)
{
    connect(steering, &SteeringModel::presetsChanged, this, &Presets::store);
}

QString Presets::fileNameFor(const QString& presetName)
{
    // Percent encoding of what a file system or a person could misread; the name comes back exactly.
    const QByteArray kept = " ()+,-_=.";
    QByteArray name = QUrl::toPercentEncoding(presetName, kept, {});
    if (name.startsWith('.'))
        name.replace(0, 1, "%2E");
    return QString::fromLatin1(name) + suffix();
}

void Presets::load()
{
    std::vector<SteeringPreset> presets;
    const QDir folder(presetsFolder());
    for (const QString& fileName : folder.entryList({QLatin1Char('*') + suffix()}, QDir::Files, QDir::Name)) {
        const auto settings = attempt([&] { return readSettingsFile(folder.filePath(fileName)); });
        if (!settings) {
            Q_EMIT failed(settings.error());
            continue;
        }
        const QString name = QUrl::fromPercentEncoding(fileName.chopped(suffix().size()).toUtf8());
        presets.push_back({name, settings.value()});
    }
    m_stored = presets;
    m_steering->setPresets(std::move(presets));
}

void Presets::store(const std::vector<SteeringPreset>& presets)
{
    const QDir folder(presetsFolder());
    const auto contains = [](const std::vector<SteeringPreset>& all, const SteeringPreset& one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    };
    for (const SteeringPreset& preset : presets) {
        if (contains(m_stored, preset))
            continue;
        const auto written = attempt([&] {
            writeSettingsFile(folder.filePath(fileNameFor(preset.name)), preset.settings);
            return true;
        });
        if (!written)
            Q_EMIT failed(written.error());
    }
    for (const SteeringPreset& old : m_stored) {
        const bool gone = std::none_of(
            presets.begin(), presets.end(), [&](const SteeringPreset& p) { return p.name == old.name; });
        if (gone)
            QFile::remove(folder.filePath(fileNameFor(old.name)));
    }
    m_stored = presets;
}

void Presets::attach(QMenu* menu)
{
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fill(menu); });
}

void Presets::fill(QMenu* menu)
{
    menu->clear();
    for (const SteeringPreset& preset : m_steering->presets())
        connect(menu->addAction(preset.name), &QAction::triggered, this,
            [this, name = preset.name] { m_steering->applyPreset(name); });
    if (menu->isEmpty()) {
        menu->addAction(tr("No presets yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    QMenu* removing = menu->addMenu(tr("Remove"));
    for (const SteeringPreset& preset : m_steering->presets())
        connect(removing->addAction(preset.name), &QAction::triggered, this,
            [this, name = preset.name] { m_steering->removePreset(name); });
}

} // namespace steerscope
