// SPDX-License-Identifier: MIT
#include "widgets/steering/layer_menu.h"

#include "core/base/gating_trace.h"
#include "widgets/steering/level_bar.h"
#include "widgets/steering/steering_model.h"

#include <QCoreApplication>
#include <QMenu>

namespace steerscope {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("LayerMenu", source);
}

template <class F> QAction* add(QMenu& menu, SteeringModel& model, const QString& label, F&& run)
{
    QAction* action = menu.addAction(label);
    QObject::connect(action, &QAction::triggered, &model, std::forward<F>(run));
    return action;
}

void addSwitch(QMenu& menu, SteeringModel& model, const QString& label, bool on, std::function<void()> run)
{
    QAction* action = add(menu, model, label, std::move(run));
    action->setCheckable(true);
    action->setChecked(on);
}

} // namespace

void fillLayerMenu(
    QMenu& menu, SteeringModel& model, int layer, const std::function<void(LayerField field)>& typeIn)
{
    const SteeredLayerInfo* info = model.info(layer);
    if (!info)
        return;
    const LayerSettings& turned = model.turned(layer);
    menu.addSection(text(QT_TRANSLATE_NOOP("LayerMenu", "Layer %1, trained to %2"))
                        .arg(QString::fromStdString(layerLabel(layer)), formatScale(info->trainedScale)));
    addSwitch(menu, model, text(QT_TRANSLATE_NOOP("LayerMenu", "&Mute")), model.state().muted.contains(layer),
        [&model, layer] { model.toggleMuteLayer(layer); });
    addSwitch(menu, model, text(QT_TRANSLATE_NOOP("LayerMenu", "&Solo")),
        model.state().soloed.contains(layer), [&model, layer] { model.toggleSoloLayer(layer); });
    add(menu, model, text(QT_TRANSLATE_NOOP("LayerMenu", "Solo this one a&lone")),
        [&model, layer] { model.soloLayer(layer); });
    menu.addSeparator();
    add(menu, model, text(QT_TRANSLATE_NOOP("LayerMenu", "Set &value…")),
        [typeIn] { typeIn(LayerField::Level); });
    add(menu, model, text(QT_TRANSLATE_NOOP("LayerMenu", "&Absolute scale…")),
        [typeIn] { typeIn(LayerField::Absolute); });
    add(menu, model, text(QT_TRANSLATE_NOOP("LayerMenu", "Back to a m&ultiplier")), [&model, layer] {
        model.setAbsolute(layer, std::nullopt);
    })->setEnabled(turned.absolute.has_value());
    add(menu, model, text(QT_TRANSLATE_NOOP("LayerMenu", "&Temperature of its router…")),
        [typeIn] { typeIn(LayerField::Temperature); });
    add(menu, model, text(QT_TRANSLATE_NOOP("LayerMenu", "&Copy scale and temperature to all layers")),
        [&model, layer] { model.copyToAll(layer); });
    menu.addSeparator();
    add(menu, model, text(QT_TRANSLATE_NOOP("LayerMenu", "&Reset this layer")), [&model, layer] {
        model.resetLayer(layer);
    })->setEnabled(model.isChanged(layer));
    add(menu, model, text(QT_TRANSLATE_NOOP("LayerMenu", "Reset a&ll steering")), [&model] {
        model.reset();
    })->setEnabled(model.state() != SteeringState{});
}

} // namespace steerscope
