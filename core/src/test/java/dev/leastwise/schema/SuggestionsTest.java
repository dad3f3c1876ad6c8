package dev.leastwise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    @ParameterizedTest(name = "{1} in {0} means {2}")
    @CsvSource({
        // The article's own.
        "SecurityContext, rootAsUser, runAsUser",
        "SecurityContext, readOnlyRootFileSystem, readOnlyRootFilesystem",
        "SecurityContext, runAsRoot, !runAsNonRoot",
        "PodSecurityContext, rootAsUser, runAsUser",
        // Another case, underscores, dashes.
        "SecurityContext, RunAsNonRoot, runAsNonRoot",
        "SecurityContext, runasnonroot, runAsNonRoot",
        "SecurityContext, run_as_user, runAsUser",
        "SecurityContext, run-as-group, runAsGroup",
        "PodSpec, hostPid, hostPID",
        "PodSpec, hostnetwork, hostNetwork",
        // Slips of the finger.
        "SecurityContext, runAsUsr, runAsUser",
        "SecurityContext, runAsUesr, runAsUser",
        "SecurityContext, capabilites, capabilities",
        "SecurityContext, priviledged, privileged",
        "SecurityContext, readOnlyRootFilesytem, readOnlyRootFilesystem",
        "SecurityContext, allowPriviledgeEscalation, allowPrivilegeEscalation",
        "Capabilities, dorp, drop",
        "Capabilities, Drop, drop",
        "Container, imagePullPolice, imagePullPolicy",
        "Container, enviroment, ''",
        "Probe, periodSecond, periodSeconds",
        // What is meant.
        "SecurityContext, privilegeEscalation, allowPrivilegeEscalation",
        "SecurityContext, noNewPrivileges, !allowPrivilegeEscalation",
        "SecurityContext, no_new_privs, !allowPrivilegeEscalation",
        "SecurityContext, disallowPrivilegeEscalation, !allowPrivilegeEscalation",
        "SecurityContext, disableAllowPrivilegeEscalation, !allowPrivilegeEscalation",
        "SecurityContext, unprivileged, !privileged",
        "SecurityContext, notReadOnlyRootFilesystem, !readOnlyRootFilesystem",
        "SecurityContext, readOnly, readOnlyRootFilesystem",
        "SecurityContext, readOnlyFilesystem, readOnlyRootFilesystem",
        "SecurityContext, nonRoot, runAsNonRoot",
        "SecurityContext, mustRunAsNonRoot, runAsNonRoot",
        "SecurityContext, user, runAsUser",
        "SecurityContext, uid, runAsUser",
        "SecurityContext, group, runAsGroup",
        "SecurityContext, gid, runAsGroup",
        "SecurityContext, seccomp, seccompProfile",
        "SecurityContext, appArmor, appArmorProfile",
        "SecurityContext, selinux, seLinuxOptions",
        "PodSpec, userNamespaces, !hostUsers",
        "PodSpec, useHostNetwork, hostNetwork",
        "PodSpec, sharePid, shareProcessNamespace",
        "PodSpec, automountServiceAccount, automountServiceAccountToken",
        // What belongs elsewhere.
        "Container, Privileged, privileged in CONTAINER_SECURITY_CONTEXT",
        "Container, user, runAsUser in CONTAINER_SECURITY_CONTEXT",
        "PodSpec, runAsRoot, !runAsNonRoot in POD_SECURITY_CONTEXT",
        "PodSecurityContext, HostNetwork, hostNetwork in POD_SPEC",
        "PodSecurityContext, readOnlyRootFileSystem, readOnlyRootFilesystem in CONTAINER_SECURITY_CONTEXT",
        "PodSecurityContext, capabilites, capabilities in CONTAINER_SECURITY_CONTEXT",
        "SecurityContext, cap_drop, drop in CAPABILITIES",
        "DeploymentSpec, podSecurityContext, securityContext in POD_SPEC",
        // What nobody can know.
        "SecurityContext, banana, ''",
        "VolumeMount, user, ''",
        "SecurityContext, noCapabilities, capabilities",
        "PodSpec, enableVolumes, ''",
        "SecurityContext, _, ''",
    })
    void means(String type, String key, String meaning) {
        ObjectType where = FieldIndex.newest().type(type).orElseThrow();
        assertThat(Suggestions.forUnknown(where, key).map(SuggestionsTest::text).orElse(""))
                .isEqualTo(meaning);
    }

    @Test
    void suggestsNothingThatTheVersionLacks() {
        ObjectType container = Place.CONTAINER_SECURITY_CONTEXT.type();
        assertThat(Suggestions.forUnknown(container, "appArmor", Optional.of(Place.CONTAINER_SECURITY_CONTEXT), 29))
                .isEmpty();
    }

    @Test
    void countsSlipsAndSwapsAsOneEach() {
        assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestions.distance("abcd", "acbd")).isEqualTo(1);
        assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestions.distance("same", "same")).isZero();
    }

    private static String text(Suggestion suggestion) {
        String name = (suggestion.inverted() ? "!" : "") + suggestion.name();
        return suggestion.homes().isEmpty()
                ? name
                : name + " in " + suggestion.homes().getFirst().place();
    }
}
