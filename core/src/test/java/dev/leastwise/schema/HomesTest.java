package dev.leastwise.schema;

import static dev.leastwise.schema.Place.CAPABILITIES;
import static dev.leastwise.schema.Place.CONTAINER;
import static dev.leastwise.schema.Place.CONTAINER_SECURITY_CONTEXT;
import static dev.leastwise.schema.Place.POD_SECURITY_CONTEXT;
import static dev.leastwise.schema.Place.POD_SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomesTest {

    @ParameterizedTest(name = "{0} in {1} belongs to {2}")
    @CsvSource({
        "drop, CONTAINER_SECURITY_CONTEXT, CAPABILITIES",
        "add, POD_SECURITY_CONTEXT, CAPABILITIES",
        "capabilities, POD_SECURITY_CONTEXT, CONTAINER_SECURITY_CONTEXT",
        "capabilities, CONTAINER, CONTAINER_SECURITY_CONTEXT",
        "runAsNonRoot, POD_SPEC, POD_SECURITY_CONTEXT CONTAINER_SECURITY_CONTEXT",
        "runAsNonRoot, CONTAINER, CONTAINER_SECURITY_CONTEXT POD_SECURITY_CONTEXT",
        "runAsUser, CAPABILITIES, CONTAINER_SECURITY_CONTEXT POD_SECURITY_CONTEXT",
        "hostNetwork, POD_SECURITY_CONTEXT, POD_SPEC",
        "hostPID, CONTAINER_SECURITY_CONTEXT, POD_SPEC",
        "fsGroup, CONTAINER_SECURITY_CONTEXT, POD_SECURITY_CONTEXT",
        "sysctls, POD_SPEC, POD_SECURITY_CONTEXT",
        "allowPrivilegeEscalation, POD_SECURITY_CONTEXT, CONTAINER_SECURITY_CONTEXT",
        "readOnlyRootFilesystem, POD_SPEC, CONTAINER_SECURITY_CONTEXT",
        "privileged, CONTAINER, CONTAINER_SECURITY_CONTEXT",
        "automountServiceAccountToken, POD_SECURITY_CONTEXT, POD_SPEC",
        "shareProcessNamespace, CONTAINER, POD_SPEC",
        "securityContext, CONTAINER_SECURITY_CONTEXT, CONTAINER POD_SPEC",
        "volumeMounts, POD_SPEC, CONTAINER",
        "volumes, CONTAINER, POD_SPEC",
        "name, POD_SPEC, ''",
        "seccomp, CONTAINER, ''",
        "Privileged, CONTAINER, ''",
        "workloadRef, CONTAINER, ''",
    })
    void belongs(String field, Place where, String homes) {
        assertThat(Homes.of(field, where).stream()
                        .map(home -> home.place().name())
                        .toList())
                .isEqualTo(homes.isEmpty() ? List.of() : List.of(homes.split(" ")));
    }

    @Test
    void aroundThePodTheNearestIsThePodsOwn() {
        ObjectType deployment = type("DeploymentSpec");
        assertThat(Homes.of("securityContext", deployment))
                .extracting(Home::place)
                .containsExactly(POD_SPEC, CONTAINER);
        assertThat(Homes.of("runAsUser", deployment))
                .extracting(Home::place)
                .containsExactly(POD_SECURITY_CONTEXT, CONTAINER_SECURITY_CONTEXT);
        assertThat(Homes.of("securityContext", type("PodTemplateSpec")))
                .extracting(Home::place)
                .containsExactly(POD_SPEC, CONTAINER);
    }

    @Test
    void withinOtherObjectsOnlySettingsOfSecurityAreMisplaced() {
        assertThat(Homes.of("command", type("Probe"))).isEmpty();
        assertThat(Homes.of("securityContext", type("ResourceRequirements"))).isNotEmpty();
        assertThat(Homes.of("runAsUser", type("VolumeMount"))).isNotEmpty();
    }

    @Test
    void aHomeKnowsItsPath() {
        assertThat(Homes.of("drop", CONTAINER_SECURITY_CONTEXT))
                .extracting(Home::path)
                .containsExactly("securityContext.capabilities.drop");
        assertThat(Homes.of("hostNetwork", POD_SECURITY_CONTEXT))
                .extracting(Home::path)
                .containsExactly("hostNetwork");
    }

    @Test
    void aHomeIsOneInTheVersionAskedFor() {
        assertThat(Homes.of("appArmorProfile", CONTAINER.type(), Optional.of(CONTAINER), 29))
                .isEmpty();
        assertThat(Homes.of("appArmorProfile", CONTAINER.type(), Optional.of(CONTAINER), 30))
                .hasSize(2);
    }

    @Test
    void placesAreThoseOfTheirTypes() {
        assertThat(Place.of(type("EphemeralContainer"))).contains(CONTAINER);
        assertThat(Place.of(type("Capabilities"))).contains(CAPABILITIES);
        assertThat(Place.of(type("Volume"))).isEmpty();
    }

    private static ObjectType type(String name) {
        return FieldIndex.newest().type(name).orElseThrow();
    }
}
