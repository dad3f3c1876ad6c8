package dev.leastwise.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SysctlsTest {

    @ParameterizedTest
    @CsvSource({
        "kernel.shm_rmid_forced, 25",
        "net.ipv4.ip_local_port_range, 25",
        "net.ipv4.tcp_syncookies, 25",
        "net.ipv4.ping_group_range, 25",
        "net.ipv4.ip_unprivileged_port_start, 25",
        "net.ipv4.ip_local_reserved_ports, 27",
        "net.ipv4.tcp_keepalive_time, 29",
        "net.ipv4.tcp_fin_timeout, 29",
        "net.ipv4.tcp_keepalive_intvl, 29",
        "net.ipv4.tcp_keepalive_probes, 29",
        "net.ipv4.tcp_rmem, 32",
        "net.ipv4.tcp_wmem, 32",
        "net.ipv4.tcp_slow_start_after_idle, 37",
        "net.ipv4.tcp_notsent_lowat, 37",
        "net.core.somaxconn, 38",
        "net.ipv4.tcp_syncookies2, 38",
    })
    void areSafeSinceTheirVersion(String name, int since) {
        for (int version = Target.OLDEST_KUBERNETES; version <= Target.NEWEST_KUBERNETES; version++) {
            assertThat(Sysctls.isSafe(name, version)).as("v1." + version).isEqualTo(version >= since);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "net/ipv4/conf/eth0.1/forwarding, net.ipv4.conf.eth0/1.forwarding",
        "net.ipv4.conf.eth0/1.forwarding, net.ipv4.conf.eth0/1.forwarding",
        "kernel/sem, kernel.sem",
        "plain, plain",
        "/kernel/sem, .kernel.sem",
        ".kernel/sem, .kernel/sem",
    })
    void haveDotsWhereTheFirstSeparatorIsASlash(String written, String dotted) {
        assertThat(Sysctls.dotted(written)).isEqualTo(dotted);
    }

    @Test
    void areOfANamespaceOrOfTheNode() {
        assertThat(Sysctls.scope("net.core.somaxconn")).isEqualTo(Sysctls.Scope.NET);
        assertThat(Sysctls.scope("kernel.msgmax")).isEqualTo(Sysctls.Scope.IPC);
        assertThat(Sysctls.scope("fs.mqueue.msg_max")).isEqualTo(Sysctls.Scope.IPC);
        assertThat(Sysctls.scope("vm.max_map_count")).isEqualTo(Sysctls.Scope.NODE);
        assertThat(Sysctls.scope("kernel.panic")).isEqualTo(Sysctls.Scope.NODE);
    }
}
