// SPDX-License-Identifier: MIT
#include "app/gui/top_bar.h"

#include "app/gui/actions.h"
#include "app/gui/icons.h"
#include "app/gui/time_readout.h"
#include "widgets/controls/level_meter.h"

#include <QCoreApplication>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace steerscope {

namespace {

constexpr int kLongestName = 24; // characters

// As wide as with the other text its action takes, so that nothing beside it moves.
void keepWidth(QToolButton* button, QAction* action, const QString& otherText)
{
    const QString text = action->text();
    int width = button->sizeHint().width();
    setActionText(action, otherText);
    width = std::max(width, button->sizeHint().width());
    setActionText(action, text);
    button->setMinimumWidth(width);
}

} // namespace

TopBar::TopBar(const Actions& actions, const ChangingMenus& menus, TimeView* time, QWidget* parent)
    : QToolBar(parent)
{
    setObjectName(QStringLiteral("topBar"));
    setWindowTitle(tr("Tool bar"));
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setIconSize({20, 20});
    const auto add = [&](ActionId id, bool withText = false) {
        addAction(actions[id]);
        auto* button = qobject_cast<QToolButton*>(widgetForAction(actions[id]));
        button->setAccessibleName(plainActionName(actions[id]->text()));
        if (withText)
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        return button;
    };
    keepWidth(add(ActionId::Record, true), actions[ActionId::Record],
        QCoreApplication::translate("Transport", "&Stop recording"));
    add(ActionId::PauseRecording);
    m_input = addMenuButton(QStringLiteral("microphone"), {}, tr("Which input records"), menus.inputs);
    m_input->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_meter = new LevelMeter(this);
    m_meter->setFixedWidth(fontMetrics().averageCharWidth() * 16);
    addWidget(m_meter);
    addSeparator();
    QToolButton* open = add(ActionId::Open, true);
    auto* more = new QMenu(open);
    more->addMenu(menus.recent);
    more->addMenu(menus.samples);
    open->setMenu(more);
    open->setPopupMode(QToolButton::MenuButtonPopup);
    addSeparator();
    keepWidth(add(ActionId::Play, true), actions[ActionId::Play],
        QCoreApplication::translate("Transport", "&Stop"));
    add(ActionId::Loop);
    m_readout = new TimeReadout(time, this);
    addWidget(m_readout);
    addSeparator();
    add(ActionId::Run, true);
    addSpacer();
    m_model = addMenuButton(QStringLiteral("model"), tr("No model"), tr("Which model runs"), menus.models);
    m_device = addMenuButton(
        QStringLiteral("device"), tr("Device"), tr("Where it runs, in which precision"), menus.devices);
}

QToolButton* TopBar::addMenuButton(const QString& icon, const QString& text, const QString& tip, QMenu* menu)
{
    auto* button = new QToolButton(this);
    button->setIcon(symbolIcon(icon));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setAutoRaise(true);
    addWidget(button);
    return button;
}

void TopBar::addSpacer()
{
    auto* spacer = new QWidget(this);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(spacer);
}

void TopBar::setInputName(const QString& name)
{
    m_input->setToolTip(tr("Which input records: %1").arg(name));
}

void TopBar::setModelName(const QString& name)
{
    const QString shown = name.isEmpty() ? tr("No model") : name;
    m_model->setText(shown.size() > kLongestName ? shown.left(kLongestName - 1) + QChar(0x2026) : shown);
    m_model->setToolTip(tr("Which model runs: %1").arg(shown));
}

void TopBar::setDeviceText(const QString& text, const QString& why)
{
    m_device->setText(text);
    m_device->setToolTip(why.isEmpty() ? tr("Where it runs, in which precision")
                                       : tr("Where it runs, in which precision: %1").arg(why));
}

} // namespace steerscope
