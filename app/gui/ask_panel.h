// SPDX-License-Identifier: MIT
// The panel "Ask why": what is asked above, the answer below.
#pragma once

#include "widgets/ask/ask_controls.h"
#include "widgets/ask/study_view.h"

namespace steerscope {

class AskPanel : public QWidget {
    Q_OBJECT

public:
    explicit AskPanel(QWidget* parent = nullptr);

    AskControls* controls() const { return m_controls; }
    StudyView* view() const { return m_view; }
    void takeResult(const StudyResult& result);
    void forgetResults();

private:
    void showKind();

    AskControls* m_controls;
    StudyView* m_view;
};

} // namespace steerscope
