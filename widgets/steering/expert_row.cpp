// SPDX-License-Identifier: MIT
#include "widgets/steering/expert_row.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace steerscope {

// A mean gate 0..1 as a bar in the expert's colour, with the figure.
class ShareBar : public QWidget {
public:
    ShareBar(const QColor& colour, QWidget* parent)
        : QWidget(parent)
        , m_colour(colour)
    {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    }
    void setShare(std::optional<double> share)
    {
        m_share = share;
        update();
    }
    void setDimmed(bool dimmed)
    {
        m_dimmed = dimmed;
        update();
    }
    QSize sizeHint() const override { return {figureWidth() + 60, fontMetrics().height() + 2}; }
    QSize minimumSizeHint() const override { return {figureWidth() + 18, fontMetrics().height() + 2}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        if (!m_share)
            return;
        QPainter painter(this);
        const int room = width() - figureWidth() - 4;
        const int height = std::max(4, fontMetrics().height() / 2);
        QColor track = palette().color(QPalette::Text);
        track.setAlphaF(0.12F);
        QColor fill = m_colour;
        fill.setAlphaF(m_dimmed ? 0.3F : 1.0F);
        const int top = (this->height() - height) / 2;
        painter.fillRect(QRectF(0, top, room, height), track);
        painter.fillRect(QRectF(0, top, room * std::clamp(*m_share, 0.0, 1.0), height), fill);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(*m_share, 'f', 3));
    }

private:
    int figureWidth() const { return fontMetrics().horizontalAdvance(QStringLiteral("0.000")); }

    QColor m_colour;
    std::optional<double> m_share;
    bool m_dimmed = false;
};

ExpertRow::ExpertRow(int expert, const QColor& colour, QWidget* parent)
    : QWidget(parent)
    , m_expert(expert)
{
    const QString label = tr("E%1").arg(expert + 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 1, 2, 1);
    row->setSpacing(3);
    auto* swatch = new QLabel(this);
    const int size = fontMetrics().height() * 2 / 3;
    swatch->setFixedSize(size, size);
    QPalette filled = swatch->palette();
    filled.setColor(QPalette::Window, colour);
    swatch->setPalette(filled);
    swatch->setAutoFillBackground(true);
    row->addWidget(swatch);
    auto* number = new QLabel(label, this);
    number->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("E16")));
    row->addWidget(number);
    m_mute = addSwitch(tr("M", "mute"), SwitchButton::Meaning::TakesAway,
        tr("Mute expert %1").arg(expert + 1), tr("Its applied gate is 0; the others stay as they are"));
    m_solo = addSwitch(tr("S", "solo"), SwitchButton::Meaning::Chooses, tr("Solo expert %1").arg(expert + 1),
        tr("Every expert that is not soloed is muted"));
    m_force = addSwitch(tr("F", "force"), SwitchButton::Meaning::Chooses,
        tr("Force expert %1").arg(expert + 1), tr("This expert alone with gate 1, whatever the router says"));
    m_name = new QLineEdit(this);
    m_name->setPlaceholderText(tr("name"));
    m_name->setFrame(false);
    m_name->setAccessibleName(tr("Name of expert %1").arg(expert + 1));
    m_name->setToolTip(tr("A name of your own for this expert of this layer"));
    m_name->setMinimumWidth(fontMetrics().averageCharWidth() * 5);
    QPalette clear = m_name->palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    m_name->setPalette(clear);
    row->addWidget(m_name, 1);
    m_share = new ShareBar(colour, this);
    row->addWidget(m_share, 1);
    connect(m_name, &QLineEdit::editingFinished, this, [this] { Q_EMIT named(m_name->text().trimmed()); });
    connect(m_mute, &QToolButton::clicked, this, &ExpertRow::muteToggled);
    connect(m_solo, &QToolButton::clicked, this, &ExpertRow::soloToggled);
    connect(m_force, &QToolButton::clicked, this, &ExpertRow::forceToggled);
}

SwitchButton* ExpertRow::addSwitch(
    const QString& text, SwitchButton::Meaning meaning, const QString& name, const QString& tip)
{
    auto* button = new SwitchButton(text, meaning, this);
    button->setAccessibleName(name);
    button->setToolTip(tr("%1: %2").arg(name, tip));
    layout()->addWidget(button);
    return button;
}

void ExpertRow::setName(const QString& name)
{
    if (!m_name->hasFocus())
        m_name->setText(name);
}

void ExpertRow::setMeanGate(std::optional<double> gate)
{
    m_share->setShare(gate);
    m_share->setToolTip(gate ? tr("Mean gate of the router over frames with audio") : QString());
}

void ExpertRow::setSettings(const LayerSettings& settings, bool selected)
{
    const bool muted = settings.mute.contains(m_expert);
    const bool solo = settings.solo.contains(m_expert);
    const bool forced = settings.force == m_expert;
    m_mute->setChecked(muted);
    m_solo->setChecked(solo);
    m_force->setChecked(forced);
    const bool silent = settings.force ? !forced : muted || (!settings.solo.empty() && !solo);
    m_share->setDimmed(silent);
    m_selected = selected;
    update();
}

void ExpertRow::mousePressEvent(QMouseEvent*)
{
    Q_EMIT chosen();
}

void ExpertRow::paintEvent(QPaintEvent*)
{
    if (!m_selected)
        return;
    QColor colour = palette().color(QPalette::Highlight);
    colour.setAlphaF(0.22F);
    QPainter(this).fillRect(rect(), colour);
}

} // namespace steerscope
