// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/device.h"
#include "core/training/config/train_config.h"

#include <c10/core/Device.h>

namespace steerscope {

// compute.device as a device: "auto", "cpu", "cuda", "cuda:N". Throws Failure(Device): there is never a
// silent fall to the CPU.
inline c10::Device trainingDevice(const TrainConfig& config)
{
    return c10::Device(chooseDevice(config.compute.device, config.compute.dtype, /*parameters=*/0).device);
}

} // namespace steerscope
