// SPDX-License-Identifier: MIT
// Every control that the keyboard can reach says what it is and what it does.
#include "core/base/gating_trace.h"
#include "widgets/controls/level_meter.h"
#include "widgets/controls/notice_bar.h"
#include "widgets/steering/expert_panel.h"
#include "widgets/steering/steering_bar.h"
#include "widgets/steering/steering_model.h"
#include "widgets/tracks/track_headers.h"
#include "widgets/transcript/prompt_bar.h"
#include "widgets/transcript/target_line.h"
#include "widgets/transcript/transcript_view.h"

#include <QAction>
#include <QTest>

#include <functional>
#include <memory>

using namespace steerscope;

namespace {

using Make = std::function<std::unique_ptr<QWidget>(SteeringModel*)>;

// Parts that Qt builds into its own controls, lists of combo boxes among them, answer through these.
bool isInner(const QWidget* widget)
{
    return widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QComboBoxListView")
        || widget->inherits("QComboBoxPrivateContainer");
}

bool saysWhatItDoes(const QWidget* widget)
{
    // The headers' and the text's tooltips depend on what is under the pointer.
    return !widget->toolTip().isEmpty() || widget->inherits("steerscope::TrackHeaders")
        || widget->inherits("steerscope::SegmentText");
}

} // namespace

Q_DECLARE_METATYPE(Make)

class TestAccessibleNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFocusableControlHasNameAndTip_data()
    {
        QTest::addColumn<Make>("make");
        QTest::newRow("headers") << Make([](SteeringModel* m) { return std::make_unique<TrackHeaders>(m); });
        QTest::newRow("bar") << Make([](SteeringModel* m) { return std::make_unique<SteeringBar>(m); });
        QTest::newRow("experts") << Make([](SteeringModel* m) {
            return std::make_unique<ExpertPanel>(m, [](int, int) { return QColor(Qt::gray); });
        });
        QTest::newRow("transcript") << Make(
            [](SteeringModel*) { return std::make_unique<TranscriptView>(); });
        QTest::newRow("target") << Make([](SteeringModel*) { return std::make_unique<TargetLine>(); });
        QTest::newRow("prompt") << Make([](SteeringModel*) { return std::make_unique<PromptBar>(); });
        QTest::newRow("notice") << Make([](SteeringModel*) { return std::make_unique<NoticeBar>(); });
        QTest::newRow("meter") << Make([](SteeringModel*) { return std::make_unique<LevelMeter>(); });
    }
    void everyFocusableControlHasNameAndTip()
    {
        QFETCH(Make, make);
        SteeringModel model;
        model.setLayers({{0, 4, 0.1, 1.0}, {kOutLayer, 4, 1.0, 1.0}}, 1);
        model.selectLayer(0);
        const std::unique_ptr<QWidget> made = make(&model);
        QList<QWidget*> widgets = made->findChildren<QWidget*>();
        widgets.prepend(made.get());
        int reached = 0;
        for (const QWidget* widget : widgets) {
            if (widget->focusPolicy() == Qt::NoFocus || isInner(widget))
                continue;
            ++reached;
            const QString which = QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ')
                + widget->accessibleName();
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(which));
            QVERIFY2(saysWhatItDoes(widget), qPrintable(which));
        }
        QVERIFY(reached > 0 || !made->accessibleName().isEmpty());
    }
};

QTEST_MAIN(TestAccessibleNames)
#include "tst_accessible_names.moc"
