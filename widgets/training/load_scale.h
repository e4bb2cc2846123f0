// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace steerscope {

// What the colours of LoadRows mean: from no frame at all over the equal share to every frame.
class LoadScale : public QWidget {
    Q_OBJECT
public:
    explicit LoadScale(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace steerscope
