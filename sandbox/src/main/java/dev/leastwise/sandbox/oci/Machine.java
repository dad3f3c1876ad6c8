package dev.leastwise.sandbox.oci;

import dev.leastwise.privilege.CapabilitySet;
import java.util.List;

/**
 * What bears on containers of the machine that they run on.
 *
 * @param capabilities those that this program may hand on
 * @param unified whether its cgroups are of version 2 alone
 * @param appArmor whether its kernel has AppArmor enabled
 * @param seLinux whether its kernel has SELinux enabled
 * @param memory its memory in bytes
 * @param thermalFiles those of its processors that the kubelet masks, too
 */
public record Machine(
        CapabilitySet capabilities,
        boolean unified,
        boolean appArmor,
        boolean seLinux,
        long memory,
        List<String> thermalFiles) {}
