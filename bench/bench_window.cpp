// SPDX-License-Identifier: MIT
// The window's figures of docs/performance.md, on the real window, engine and shipped model: process start to
// first paint, slider to new heatmap (settings change to the end of the rows' repaint, engine idle before),
// and processor use at rest. Run it on a display, or with QT_QPA_PLATFORM=offscreen. Usage: bench_window
// [slider moves]
#include "app/gui/workspace.h"
#include "bench/measure.h"
#include "tests/app/gui/window_fixture.h"

#include <QApplication>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <unistd.h>

using namespace steerscope;

namespace {

// A field of /proc/PID/stat counted from 1, after the name in brackets (which may hold blanks).
double statField(const std::string& pid, int field)
{
    std::ifstream stream("/proc/" + pid + "/stat");
    std::string line;
    std::getline(stream, line);
    std::istringstream fields(line.substr(line.rfind(')') + 2));
    std::string value;
    for (int i = 3; i <= field; ++i)
        fields >> value;
    return std::atof(value.c_str()) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double secondsSinceProcessStart()
{
    std::ifstream stream("/proc/uptime");
    double uptime = 0.0;
    stream >> uptime;
    return uptime - statField("self", 22);
}

double cpuSeconds(const std::string& pid)
{
    return statField(pid, 14) + statField(pid, 15);
}

std::string enginePid(const test::WindowFixture& fixture)
{
    std::ifstream stream(fixture.file(QStringLiteral("pid")).toStdString());
    std::string pid;
    stream >> pid;
    return pid;
}

// One move of the master slider: until the rows show the gates that belong to it.
double sliderSeconds(test::WindowFixture& fixture, double master)
{
    QWidget* rows = fixture.parts().workspace->tracks()->rows();
    bool shown = false;
    const auto connection = QObject::connect(&fixture.values().document, &Document::traceChanged, rows,
        [&](Document::Lane lane, const std::shared_ptr<const GatingTrace>& trace) {
            const LayerTrace& layer = trace->layers.front();
            if (lane != Document::Lane::Steered || layer.effectiveScale != master * layer.trainedScale)
                return;
            rows->repaint();
            shown = true;
        });
    const double seconds = bench::seconds([&] {
        fixture.values().steering.setMaster(master);
        while (!shown)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    });
    QObject::disconnect(connection);
    return seconds;
}

bool waitUntilSettled(test::WindowFixture& fixture)
{
    return QTest::qWaitFor([&] { return fixture.settled(); }, test::kPatience);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const int moves = argc > 1 ? std::atoi(argv[1]) : 20;
    test::WindowFixture fixture;
    fixture.window().repaint();
    std::printf("process start to first paint: %.2f s\n", secondsSinceProcessStart());

    openPath(fixture.parts(), test::sampleFile(QStringLiteral("left-stop-down.wav")));
    if (!waitUntilSettled(fixture))
        return 1;
    std::vector<double> times;
    for (int i = 0; i < moves; ++i) {
        times.push_back(sliderSeconds(fixture, 0.5 + 0.05 * i));
        if (!waitUntilSettled(fixture))
            return 1;
    }
    std::printf("slider to new heatmap: median %.0f ms, worst %.0f ms of %d moves\n",
        bench::median(times) * 1e3, *std::max_element(times.begin(), times.end()) * 1e3, moves);

    const std::string engine = enginePid(fixture);
    const double before = cpuSeconds("self");
    const double engineBefore = cpuSeconds(engine);
    QEventLoop rest; // QTest's own waiting polls
    QTimer::singleShot(5000, &rest, &QEventLoop::quit);
    rest.exec();
    std::printf("at rest: window %.1f %%, engine %.1f %% of one core\n",
        (cpuSeconds("self") - before) / 5.0 * 100.0, (cpuSeconds(engine) - engineBefore) / 5.0 * 100.0);
    return 0;
}
