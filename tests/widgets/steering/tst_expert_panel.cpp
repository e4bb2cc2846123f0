// SPDX-License-Identifier: MIT
// The experts of the selected layer: what is shown, what is turned, and that no name is ever invented.
#include "widgets/steering/expert_panel.h"

#include "core/base/gating_trace.h"
#include "widgets/steering/expert_row.h"
#include "widgets/steering/steering_model.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace steerscope;

class TestExpertPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<SteeringModel>();
        m_model->setLayers({{0, 4, 0.1, 1.0}, {1, 6, 0.1, 1.0}}, 2);
        m_panel = std::make_unique<ExpertPanel>(m_model.get(),
            [](int expert, int experts) { return QColor::fromHsv(360 * expert / experts, 200, 200); });
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    void cleanup()
    {
        m_panel.reset();
        m_model.reset();
    }

    void withoutALayerThereIsAnInvitation()
    {
        QCOMPARE(rows().size(), 0);
        bool invited = false;
        for (const QLabel* label : m_panel->findChildren<QLabel*>())
            invited |= label->isVisible() && label->text().contains(QStringLiteral("Click a layer"));
        QVERIFY(invited);
    }

    void eachLayerHasItsOwnNumberOfExperts()
    {
        m_model->selectLayer(0);
        QCOMPARE(rows().size(), 4);
        m_model->selectLayer(1);
        QCOMPARE(rows().size(), 6);
        m_model->selectLayer(kNoLayer);
        QCOMPARE(rows().size(), 0);
    }

    void switchesTurnTheModelAndFollowIt()
    {
        m_model->selectLayer(1);
        find("Mute expert 2")->click();
        find("Solo expert 3")->click();
        find("Force expert 4")->click();
        const LayerSettings& turned = m_model->turned(1);
        QCOMPARE(turned.mute, std::set<int>{1});
        QCOMPARE(turned.solo, std::set<int>{2});
        QCOMPARE(turned.force, std::optional<int>(3));
        find("Force expert 5")->click(); // one at a time
        QVERIFY(!find("Force expert 4")->isChecked());
        QCOMPARE(m_model->turned(1).force, std::optional<int>(4));
        find("Force expert 5")->click();
        QVERIFY(!m_model->turned(1).force);
        m_model->reset();
        QVERIFY(!find("Mute expert 2")->isChecked());
    }

    void namesAreTheUsersOwnAndBelongToTheLayer()
    {
        m_model->selectLayer(0);
        for (const QLineEdit* edit : m_panel->findChildren<QLineEdit*>())
            QVERIFY(edit->text().isEmpty());
        QSignalSpy spy(m_panel.get(), &ExpertPanel::namesChanged);
        auto* edit = rows().at(2)->findChild<QLineEdit*>();
        edit->setText(QStringLiteral(" vowels "));
        Q_EMIT edit->editingFinished();
        QCOMPARE(spy.count(), 1);
        QCOMPARE(m_panel->names(), (ExpertNames{{0, {{2, QStringLiteral("vowels")}}}}));
        m_model->selectLayer(1);
        QVERIFY(rows().at(2)->findChild<QLineEdit*>()->text().isEmpty());
        m_model->selectLayer(0);
        QCOMPARE(rows().at(2)->findChild<QLineEdit*>()->text(), QStringLiteral("vowels"));
        rows().at(2)->findChild<QLineEdit*>()->clear();
        Q_EMIT rows().at(2)->findChild<QLineEdit*>()->editingFinished();
        QVERIFY(m_panel->names().empty());
    }

    void aClickChoosesAnExpertAndAgainNone()
    {
        m_model->selectLayer(0);
        QTest::mouseClick(rows().at(1), Qt::LeftButton, {}, QPoint(6, 6));
        QCOMPARE(m_model->selectedExpert(), 1);
        QTest::mouseClick(rows().at(1), Qt::LeftButton, {}, QPoint(6, 6));
        QCOMPARE(m_model->selectedExpert(), SteeringModel::kNoExpert);
    }

    void meanGatesAreDrawnByTheirLength()
    {
        m_model->selectLayer(0);
        m_panel->setMeanGates({{0, {0.9, 0.1, 0.0, 0.0}}});
        const auto coloured = [](ExpertRow* row) {
            const QImage image = row->grab().toImage();
            int pixels = 0;
            for (int x = image.width() / 2; x < image.width(); ++x)
                pixels += image.pixelColor(x, image.height() / 2).saturation() > 100;
            return pixels;
        };
        QVERIFY(coloured(rows().at(0)) > 5 * coloured(rows().at(1)));
        QCOMPARE(coloured(rows().at(2)), 0);
    }

private:
    QList<ExpertRow*> rows() const { return m_panel->findChildren<ExpertRow*>(); }
    QToolButton* find(const char* name) const
    {
        for (QToolButton* each : m_panel->findChildren<QToolButton*>())
            if (each->accessibleName() == QLatin1String(name))
                return each;
        qFatal("no switch is named %s", name);
    }

    std::unique_ptr<SteeringModel> m_model;
    std::unique_ptr<ExpertPanel> m_panel;
};

QTEST_MAIN(TestExpertPanel)
#include "tst_expert_panel.moc"
