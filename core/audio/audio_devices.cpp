// SPDX-License-Identifier: MIT
#include "core/audio/audio_devices_p.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace steerscope {

namespace {

std::string idOf(const PaDeviceInfo& info)
{
    return std::string(Pa_GetHostApiInfo(info.hostApi)->name) + ":" + info.name;
}

// ALSA lists its plug-ins (converters, mixers, single outputs of a card) like devices of their own.
bool isPlumbing(std::string_view name)
{
    constexpr std::array<std::string_view, 13> kNames{"lavrate", "samplerate", "speexrate", "speex", "upmix",
        "vdownmix", "dmix", "dsnoop", "null", "oss", "modem", "phoneline", "usbstream"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end() || name.starts_with("surround")
        || name.starts_with("iec958") || name.starts_with("spdif");
}

std::string readableName(std::string_view name)
{
    if (name == "default" || name == "sysdefault")
        return "System default (" + std::string(name) + ")";
    if (name == "pulse")
        return "PulseAudio (pulse)";
    if (name == "pipewire")
        return "PipeWire (pipewire)";
    return std::string(name);
}

// Defaults first, then sound servers, then the rest as the system lists it.
int rank(const AudioDevice& device, std::string_view systemName)
{
    if (device.defaultInput || device.defaultOutput)
        return 0;
    return device.name != systemName ? 1 : 2;
}

} // namespace

PaDeviceIndex findDevice(Direction direction, const std::string& id)
{
    const bool input = direction == Direction::Input;
    const std::string kind = input ? "microphone" : "loudspeaker";
    if (id.empty()) {
        const PaDeviceIndex index = input ? Pa_GetDefaultInputDevice() : Pa_GetDefaultOutputDevice();
        if (index == paNoDevice)
            throw Failure(ErrorCode::Audio, "no " + kind + " was found", {},
                "connect one, or start the sound server (PulseAudio or PipeWire)");
        return index;
    }
    for (PaDeviceIndex index = 0; index < Pa_GetDeviceCount(); ++index) {
        const PaDeviceInfo& info = *Pa_GetDeviceInfo(index);
        if (idOf(info) == id && (input ? info.maxInputChannels : info.maxOutputChannels) > 0)
            return index;
    }
    throw Failure(ErrorCode::Audio, "the " + kind + " is not there any more", id,
        "connect it again or choose another one");
}

std::vector<AudioDevice> audioDevices()
{
    const PortAudioLease lease;
    std::vector<std::pair<int, AudioDevice>> ranked;
    for (PaDeviceIndex index = 0; index < Pa_GetDeviceCount(); ++index) {
        const PaDeviceInfo& info = *Pa_GetDeviceInfo(index);
        if (isPlumbing(info.name) || (info.maxInputChannels <= 0 && info.maxOutputChannels <= 0))
            continue;
        AudioDevice device;
        device.id = idOf(info);
        device.name = readableName(info.name);
        device.inputChannels = info.maxInputChannels;
        device.outputChannels = info.maxOutputChannels;
        device.defaultSampleRate = info.defaultSampleRate;
        device.defaultInput = index == Pa_GetDefaultInputDevice();
        device.defaultOutput = index == Pa_GetDefaultOutputDevice();
        const int order = rank(device, info.name);
        ranked.emplace_back(order, std::move(device));
    }
    std::stable_sort(
        ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<AudioDevice> devices;
    devices.reserve(ranked.size());
    for (auto& [order, device] : ranked)
        devices.push_back(std::move(device));
    return devices;
}

} // namespace steerscope
