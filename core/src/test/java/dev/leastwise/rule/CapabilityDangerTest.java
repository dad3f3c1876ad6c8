package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Severity;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.ContainerRuntime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holds the table of what capabilities give an intruder to being whole. */
class CapabilityDangerTest {

    /** What Pod Security's baseline lets a container add (policy/check_capabilities_baseline.go). */
    private static final CapabilitySet BASELINE =
            ContainerRuntime.CONTAINERD2.defaultCapabilities().without(Capability.NET_RAW);

    @Test
    void hasEveryCapabilityInTheKernelsOrder() {
        assertThat(CapabilityDanger.TABLE.stream().map(CapabilityDanger::capability))
                .containsExactly(Capability.values());
        assertThat(CapabilityDanger.of(Capability.BPF).capability()).isEqualTo(Capability.BPF);
    }

    @Test
    void saysWhatEachGivesInASentence() {
        assertThat(CapabilityDanger.TABLE)
                .allSatisfy(row -> assertThat(row.gain()).startsWith("It ").endsWith("."));
    }

    @Test
    void isCriticalHighOrMediumWhereItSaysHowMuch() {
        assertThat(CapabilityDanger.TABLE.stream()
                        .map(CapabilityDanger::severity)
                        .flatMap(Optional::stream))
                .containsOnly(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM);
    }

    @Test
    void isNoMatterWithinTheBaselineOfPodSecurity() {
        assertThat(BASELINE.list())
                .hasSize(13)
                .allSatisfy(capability ->
                        assertThat(CapabilityDanger.of(capability).severity()).isEmpty());
    }
}
