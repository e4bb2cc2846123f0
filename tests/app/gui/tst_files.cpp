// SPDX-License-Identifier: MIT
// What the window keeps and saves: whole files or none, and a clear word when that cannot be.
#include "app/gui/document.h"
#include "app/gui/exporter.h"
#include "app/gui/paths.h"
#include "app/gui/picture.h"
#include "app/gui/presets.h"
#include "app/gui/recent_files.h"
#include "app/gui/recording_controller.h"
#include "tests/app/gui/home_folder.h"
#include "widgets/heatmap/gate_store.h"
#include "widgets/steering/steering_model.h"

#include <QLockFile>
#include <QMenu>
#include <QProcess>
#include <QtTest>

#include <csignal>
#include <sys/resource.h>

using namespace steerscope;

namespace {

// Files of this process cannot grow beyond a size: what a full disk does to a write, at any byte.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes)
    {
        m_oldHandler = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_old);
        rlimit limit = m_old;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_old);
        std::signal(SIGXFSZ, m_oldHandler);
    }

private:
    rlimit m_old{};
    void (*m_oldHandler)(int) = SIG_DFL;
};

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

LoadedAudio secondOfSilence()
{
    LoadedAudio audio;
    audio.waveform.samples.resize(kModelSampleRate);
    return audio;
}

std::shared_ptr<const GatingTrace> trace()
{
    auto trace = std::make_shared<GatingTrace>();
    trace->endSeconds = 1.0;
    LayerTrace layer;
    layer.experts = 2;
    layer.frames = layer.countedFrames = 50;
    for (int i = 0; i < layer.frames; ++i) {
        layer.gates.insert(layer.gates.end(), {0.75F, 0.25F});
        layer.push.push_back(0.1F);
    }
    layer.pushConstant = layer.pushRouted = layer.push;
    trace->layers.push_back(layer);
    return trace;
}

} // namespace

class TestFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyTranscriptFormat_data();
    void everyTranscriptFormat();
    void gatesAsSafetensorsAndCsv();
    void pictureAsPngAndSvg();
    void aFullDiskKeepsTheOldFile();
    void aFolderThatCannotBeWritten();
    void settingsGoThroughAFile();
    void badSettingsFilesAreNamed_data();
    void badSettingsFilesAreNamed();
    void presetsAreFiles();
    void presetNamesStayInTheirFolder();
    void recentFilesAreKept();
    void orphanedRecordingsAreFoundAndAdopted();
    void aRecordingInUseIsNoOrphan();

private:
    std::unique_ptr<test::HomeFolder> m_home;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<GateStore> m_gates;
    std::unique_ptr<SteeringModel> m_steering;
    std::unique_ptr<Exporter> m_exporter;
};

void TestFiles::init()
{
    test::failOnAnyWarning();
    m_home = std::make_unique<test::HomeFolder>();
    m_window = std::make_unique<QWidget>();
    m_document = std::make_unique<Document>();
    m_gates = std::make_unique<GateStore>();
    m_steering = std::make_unique<SteeringModel>();
    m_exporter
        = std::make_unique<Exporter>(m_document.get(), m_gates.get(), m_steering.get(), m_window.get());
    const std::vector<SteeredLayerInfo> layers{{.layer = 0, .experts = 2, .trainedScale = 1.5}};
    m_steering->setLayers(layers, 2);
    m_gates->setLayers(layers);
    m_gates->setWindows({{0.0, 1.0}});
    m_gates->setTrace(trace());
    m_document->open(QStringLiteral("speech.wav"), secondOfSilence());
    m_document->startRun(Document::Lane::Steered, {{0.0, 1.0}}, true);
    m_document->takeTrace(Document::Lane::Steered, trace());
    m_document->takeSegment(
        Document::Lane::Steered, 0, {.start = 0.0, .end = 1.0, .text = "left stop", .tokens = {}});
}

void TestFiles::cleanup()
{
    m_exporter = nullptr;
    m_window.reset(); // owns the exporter
    m_document.reset();
}

void TestFiles::everyTranscriptFormat_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("txt") << "a.txt" << QByteArray("left stop\n");
    QTest::newRow("srt") << "a.srt" << QByteArray("00:00:00,000 --> 00:00:01,000");
    QTest::newRow("vtt") << "a.vtt" << QByteArray("WEBVTT");
    QTest::newRow("json") << "a.JSON" << QByteArray("\"text\"");
    QTest::newRow("tsv") << "a.tsv" << QByteArray("\t1000\tleft stop");
    QTest::newRow("no ending") << "a" << QByteArray("left stop\n");
}

void TestFiles::everyTranscriptFormat()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, part);
    const QString path = m_home->file(name);
    QSignalSpy saved(m_exporter.get(), &Exporter::saved);
    m_exporter->saveTranscriptTo(path);
    QCOMPARE(saved.count(), 1);
    QVERIFY2(contents(path).contains(part), contents(path).constData());
}

void TestFiles::gatesAsSafetensorsAndCsv()
{
    QSignalSpy saved(m_exporter.get(), &Exporter::saved);
    m_exporter->saveGatesTo(m_home->file("g.safetensors"));
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(contents(m_home->file("g.safetensors")).contains("gates.0"));
    m_exporter->saveGatesTo(m_home->file("g.csv"));
    QTRY_COMPARE(saved.count(), 2);
    const QList<QByteArray> lines = contents(m_home->file("g.csv")).trimmed().split('\n');
    QCOMPARE(lines.size(), 1 + 50); // a header and a line a frame
    QVERIFY(lines.at(1).contains("0.75"));
}

void TestFiles::pictureAsPngAndSvg()
{
    GatePicture picture;
    picture.span = {0.0, 1.0};
    picture.layers = {0};
    const QSize size = gatePictureSize(picture);
    writeGatePicture(m_home->file("p.png"), *m_gates, picture);
    const QImage image(m_home->file("p.png"));
    QCOMPARE(image.size(), size * 2); // for high-resolution screens and print
    writeGatePicture(m_home->file("p.svg"), *m_gates, picture);
    const QByteArray svg = contents(m_home->file("p.svg"));
    QVERIFY(svg.contains("<svg"));
    QVERIFY(svg.contains("</svg>"));
}

void TestFiles::aFullDiskKeepsTheOldFile()
{
    const QString path = m_home->file("out.png");
    put(path, "old");
    QImage noise(200, 200, QImage::Format_RGB32);
    for (int y = 0; y < noise.height(); ++y)
        for (int x = 0; x < noise.width(); ++x)
            noise.setPixel(x, y, static_cast<uint>((x * 7919) ^ (y * 104729)) * 2654435761U);
    const FullDisk disk(4096);
    const auto written = attempt([&] {
        writePng(path, noise);
        return true;
    });
    QVERIFY(!written);
    QVERIFY(written.error().code == ErrorCode::Output);
    QVERIFY(QString::fromStdString(written.error().message()).contains(path));
    QVERIFY(!written.error().remedy.empty());
    QCOMPARE(contents(path), QByteArray("old"));
    QCOMPARE(QDir(QFileInfo(path).path()).entryList({"*.part"}, QDir::Files | QDir::Hidden), QStringList());
}

void TestFiles::aFolderThatCannotBeWritten()
{
    QSignalSpy failed(m_exporter.get(), &Exporter::failed);
    m_exporter->saveTranscriptTo(QStringLiteral("/proc/transcript.txt")); // even root makes no file there
    QCOMPARE(failed.count(), 1);
    m_exporter->saveGatesTo(m_home->file("no/such/folder/g.csv"));
    QTRY_COMPARE(failed.count(), 2);
    for (const QList<QVariant>& arguments : failed)
        QVERIFY(arguments.at(0).value<Error>().code == ErrorCode::Output);
}

void TestFiles::settingsGoThroughAFile()
{
    SteeringSettings settings;
    settings.master = 0.5;
    settings.layers[0].multiplier = -1.25;
    settings.layers[0].mute = {1};
    const QString path = m_home->file("s.steerscope.json");
    writeSettingsFile(path, settings);
    QVERIFY(readSettingsFile(path) == settings);
}

void TestFiles::badSettingsFilesAreNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no json") << QByteArray("left stop down");
    QTest::newRow("unknown key") << QByteArray(R"({"version": 1, "volume": 11})");
    QTest::newRow("deep") << QByteArray(100000, '[');
    QTest::newRow("large") << QByteArray(2 << 20, ' ');
}

void TestFiles::badSettingsFilesAreNamed()
{
    QFETCH(QByteArray, bytes);
    const QString path = m_home->file("bad.json");
    put(path, bytes);
    const auto settings = attempt([&] { return readSettingsFile(path); });
    QVERIFY(!settings);
    QVERIFY2(
        QString::fromStdString(settings.error().where).contains(path), settings.error().message().c_str());
}

void TestFiles::presetsAreFiles()
{
    m_steering->setMaster(0.25);
    {
        Presets presets(m_steering.get());
        presets.load();
        m_steering->addPreset(QStringLiteral("quiet / 安静"));
        m_steering->addPreset(QStringLiteral("second"));
    }
    QCOMPARE(QDir(presetsFolder()).entryList(QDir::Files).size(), 2);
    SteeringModel other;
    other.setLayers(m_steering->layers(), 2);
    Presets presets(&other);
    presets.load();
    QCOMPARE(other.presets().size(), std::size_t(2));
    other.applyPreset(QStringLiteral("quiet / 安静"));
    QCOMPARE(other.master(), 0.25);
    other.removePreset(QStringLiteral("second"));
    QCOMPARE(QDir(presetsFolder()).entryList(QDir::Files).size(), 1);
    put(presetsFolder() + "/broken.json", "{");
    QSignalSpy failed(&presets, &Presets::failed);
    presets.load();
    QCOMPARE(failed.count(), 1);
    QCOMPARE(other.presets().size(), std::size_t(1));
}

void TestFiles::presetNamesStayInTheirFolder()
{
    for (const char* name : {"../up", "/etc/passwd", "..", ".hidden", "a\nb", "con:1"}) {
        const QString file = Presets::fileNameFor(QString::fromUtf8(name));
        QVERIFY2(!file.contains(QLatin1Char('/')) && !file.startsWith(QLatin1Char('.')), name);
        QVERIFY2(!file.contains(QLatin1Char('\n')), name);
    }
}

void TestFiles::recentFilesAreKept()
{
    {
        RecentFiles recent;
        for (int i = 0; i < RecentFiles::kMost + 3; ++i)
            recent.add(QStringLiteral("/x/%1.wav").arg(i));
        recent.add(QStringLiteral("/x/5.wav"));
    }
    RecentFiles recent;
    QCOMPARE(recent.files().size(), RecentFiles::kMost);
    QCOMPARE(recent.files().constFirst(), QStringLiteral("/x/5.wav"));
    QCOMPARE(recent.files().count(QStringLiteral("/x/5.wav")), 1);
    QMenu menu;
    recent.attach(&menu);
    Q_EMIT menu.aboutToShow();
    QVERIFY(!menu.actions().constFirst()->isEnabled()); // none of them exists
}

void TestFiles::orphanedRecordingsAreFoundAndAdopted()
{
    const QString orphan = recordingsFolder() + "/2026-01-01 10-00-00.partial.wav";
    put(orphan, "RIFF");
    put(recordingsFolder() + "/2026-01-01 11-00-00.wav", "RIFF");
    QCOMPARE(RecordingController::orphans(), QStringList{orphan});
    const QString kept = RecordingController::adopt(orphan);
    QCOMPARE(kept, recordingsFolder() + "/2026-01-01 10-00-00.wav");
    QVERIFY(QFile::exists(kept));
    QVERIFY(RecordingController::orphans().isEmpty());
}

void TestFiles::aRecordingInUseIsNoOrphan()
{
    const QString file = recordingsFolder() + "/2026-01-01 10-00-00.partial.wav";
    put(file, "RIFF");
    // Another window that records: a process that lives and holds the lock.
    QLockFile lock(file + ".lock");
    QVERIFY(lock.tryLock(0));
    QVERIFY(RecordingController::orphans().isEmpty());
    lock.unlock();
    QCOMPARE(RecordingController::orphans().size(), 1);
}

QTEST_MAIN(TestFiles)
#include "tst_files.moc"
