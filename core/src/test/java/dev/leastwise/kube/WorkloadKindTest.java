package dev.leastwise.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which kind a name means that is none. */
class WorkloadKindTest {

    @ParameterizedTest
    @CsvSource({
        "deployment, Deployment",
        "DEPLOYMENT, Deployment",
        "Deployments, Deployment",
        "Deploymnet, Deployment",
        "Deploymet, Deployment",
        "Deploymant, Deployment",
        "eDployment, Deployment",
        "pod, Pod",
        "Pods, Pod",
        "Cronjob, CronJob",
        "Cron-Job, CronJob",
        "Statefulset, StatefulSet",
        "DeamonSet, DaemonSet",
        "Replicaset, ReplicaSet",
        "Podtemplate, PodTemplate",
    })
    void meansTheOneThatIsALetterAway(String name, String meant) {
        assertThat(WorkloadKind.meantBy(name)).map(WorkloadKind::title).contains(meant);
        assertThat(WorkloadKind.named(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "Deplyomnet", "DeploymentList", "Service", "Node", "Deployment", "Pod", "Job"})
    void meansNoneThatIsFartherAwayOrRight(String name) {
        assertThat(WorkloadKind.meantBy(name)).isEmpty();
    }

    @Test
    void noOtherKindOfKubernetesMeansOne() {
        List<String> kinds = List.of(
                "APIService",
                "Binding",
                "CSIDriver",
                "CSINode",
                "CSIStorageCapacity",
                "CertificateSigningRequest",
                "ClusterRole",
                "ClusterRoleBinding",
                "ClusterTrustBundle",
                "ComponentStatus",
                "ConfigMap",
                "ControllerRevision",
                "CustomResourceDefinition",
                "DeviceClass",
                "DeviceTaintRule",
                "EndpointSlice",
                "Endpoints",
                "Event",
                "Eviction",
                "FlowSchema",
                "HorizontalPodAutoscaler",
                "IPAddress",
                "Ingress",
                "IngressClass",
                "Lease",
                "LeaseCandidate",
                "LimitRange",
                "List",
                "MutatingAdmissionPolicy",
                "MutatingAdmissionPolicyBinding",
                "MutatingWebhookConfiguration",
                "Namespace",
                "NetworkPolicy",
                "Node",
                "PersistentVolume",
                "PersistentVolumeClaim",
                "PodDisruptionBudget",
                "PriorityClass",
                "PriorityLevelConfiguration",
                "ResourceClaim",
                "ResourceClaimTemplate",
                "ResourceQuota",
                "ResourceSlice",
                "Role",
                "RoleBinding",
                "RuntimeClass",
                "Scale",
                "Secret",
                "Service",
                "ServiceAccount",
                "ServiceCIDR",
                "StorageClass",
                "StorageVersionMigration",
                "ValidatingAdmissionPolicy",
                "ValidatingAdmissionPolicyBinding",
                "ValidatingWebhookConfiguration",
                "VolumeAttachment",
                "VolumeAttributesClass");
        assertThat(kinds)
                .allSatisfy(kind -> assertThat(WorkloadKind.meantBy(kind)).isEmpty());
    }
}
