// SPDX-License-Identifier: MIT
// The names of a lane's curves with a value each, in the header at the lane's left.
#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

namespace steerscope {

struct LegendEntry {
    QColor colour; // invalid: no swatch
    QString name;
    QString value;
};

class CurveLegend : public QWidget {
    Q_OBJECT
public:
    explicit CurveLegend(QWidget* parent = nullptr);

    void setEntries(std::vector<LegendEntry> entries);
    const std::vector<LegendEntry>& entries() const { return m_entries; }
    // Entries that a legend of this height shows; the last line then says how many are left out.
    static int shown(int entries, int height, int lineHeight);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<LegendEntry> m_entries;
};

} // namespace steerscope
