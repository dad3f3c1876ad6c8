package dev.leastwise.schema;

import dev.leastwise.schema.FieldType.Any;
import dev.leastwise.schema.FieldType.ListOf;
import dev.leastwise.schema.FieldType.MapOf;
import dev.leastwise.schema.FieldType.ObjectRef;
import dev.leastwise.schema.FieldType.ScalarType;

/** Kubernetes' Go types, as the API server's answers name them; read when there is something to answer. */
final class GoTypes {

    /**
     * {@code Type.field GOTYPE}: the Go type of a field, where it is not the one that its type in the index stands for.
     * Taken from types.go of the Go modules k8s.io/api and k8s.io/apimachinery v0.37.2.
     */
    static final String NAMED = """

            AppArmorProfile.type v1.AppArmorProfileType
            AzureDiskVolumeSource.cachingMode v1.AzureDataDiskCachingMode
            AzureDiskVolumeSource.kind v1.AzureDataDiskKind
            Capabilities.add []v1.Capability
            Capabilities.drop []v1.Capability
            Container.imagePullPolicy v1.PullPolicy
            Container.restartPolicy v1.ContainerRestartPolicy
            Container.terminationMessagePolicy v1.TerminationMessagePolicy
            ContainerPort.protocol v1.Protocol
            ContainerResizePolicy.resourceName v1.ResourceName
            ContainerResizePolicy.restartPolicy v1.ResourceResizeRestartPolicy
            ContainerRestartRule.action v1.ContainerRestartRuleAction
            ContainerRestartRuleOnExitCodes.operator v1.ContainerRestartRuleOnExitCodesOperator
            CronJobSpec.concurrencyPolicy v1.ConcurrencyPolicy
            DaemonSetUpdateStrategy.type v1.DaemonSetUpdateStrategyType
            DeploymentStrategy.type v1.DeploymentStrategyType
            EmptyDirVolumeSource.medium v1.StorageMedium
            EphemeralContainer.imagePullPolicy v1.PullPolicy
            EphemeralContainer.restartPolicy v1.ContainerRestartPolicy
            EphemeralContainer.terminationMessagePolicy v1.TerminationMessagePolicy
            GRPCAction.mode v1.GRPCProbeMode
            HTTPGetAction.protocol v1.HTTPProtocol
            HTTPGetAction.scheme v1.URIScheme
            HostPathVolumeSource.type v1.HostPathType
            ImageVolumeSource.pullPolicy v1.PullPolicy
            JobSchedulingConfiguration.disruptionMode v1alpha3.WorkloadPodGroupDisruptionMode
            JobSchedulingConfiguration.resourceClaims []v1alpha3.WorkloadPodGroupResourceClaim
            JobSchedulingConfiguration.schedulingConstraints v1alpha3.WorkloadPodGroupSchedulingConstraints
            JobSchedulingConfiguration.schedulingPolicy v1alpha3.WorkloadPodGroupSchedulingPolicy
            JobSpec.completionMode v1.CompletionMode
            JobSpec.podReplacementPolicy v1.PodReplacementPolicy
            LabelSelectorRequirement.operator v1.LabelSelectorOperator
            Lifecycle.stopSignal v1.Signal
            ManagedFieldsEntry.operation v1.ManagedFieldsOperationType
            NodeSelectorRequirement.operator v1.NodeSelectorOperator
            ObjectMeta.uid types.UID
            OwnerReference.uid types.UID
            PersistentVolumeClaimSpec.accessModes []v1.PersistentVolumeAccessMode
            PersistentVolumeClaimSpec.volumeMode v1.PersistentVolumeMode
            PodFailurePolicyOnExitCodesRequirement.operator v1.PodFailurePolicyOnExitCodesOperator
            PodFailurePolicyOnPodConditionsPattern.status v1.ConditionStatus
            PodFailurePolicyOnPodConditionsPattern.type v1.PodConditionType
            PodFailurePolicyRule.action v1.PodFailurePolicyAction
            PodOS.name v1.OSName
            PodReadinessGate.conditionType v1.PodConditionType
            PodSecurityContext.fsGroupChangePolicy v1.PodFSGroupChangePolicy
            PodSecurityContext.seLinuxChangePolicy v1.PodSELinuxChangePolicy
            PodSecurityContext.supplementalGroupsPolicy v1.SupplementalGroupsPolicy
            PodSpec.dnsPolicy v1.DNSPolicy
            PodSpec.overhead v1.ResourceList
            PodSpec.preemptionPolicy v1.PreemptionPolicy
            PodSpec.restartPolicy v1.RestartPolicy
            ResourceRequirements.limits v1.ResourceList
            ResourceRequirements.requests v1.ResourceList
            SeccompProfile.type v1.SeccompProfileType
            SecurityContext.procMount v1.ProcMountType
            StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted v1.PersistentVolumeClaimRetentionPolicyType
            StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled v1.PersistentVolumeClaimRetentionPolicyType
            StatefulSetSpec.podManagementPolicy v1.PodManagementPolicyType
            StatefulSetUpdateStrategy.type v1.StatefulSetUpdateStrategyType
            Toleration.effect v1.TaintEffect
            Toleration.operator v1.TolerationOperator
            TopologySpreadConstraint.nodeAffinityPolicy v1.NodeInclusionPolicy
            TopologySpreadConstraint.nodeTaintsPolicy v1.NodeInclusionPolicy
            TopologySpreadConstraint.whenUnsatisfiable v1.UnsatisfiableConstraintAction
            VolumeMount.mountPropagation v1.MountPropagationMode
            VolumeMount.recursiveReadOnly v1.RecursiveReadOnlyMode
            VolumeResourceRequirements.limits v1.ResourceList
            VolumeResourceRequirements.requests v1.ResourceList
            WorkloadPodGroupDisruptionMode.all v1alpha3.WorkloadPodGroupAllDisruptionMode
            WorkloadPodGroupDisruptionMode.single v1alpha3.WorkloadPodGroupSingleDisruptionMode
            WorkloadPodGroupSchedulingConstraints.topology []v1alpha3.TopologyConstraint
            WorkloadPodGroupSchedulingPolicy.basic v1alpha3.WorkloadPodGroupBasicSchedulingPolicy
            WorkloadPodGroupSchedulingPolicy.gang v1alpha3.WorkloadPodGroupGangSchedulingPolicy
            """;

    /** {@code Type EMBEDDED field ...}: fields that come from an embedded struct, which answers name in their paths. */
    static final String EMBEDDED = """

            ConfigMapEnvSource LocalObjectReference name
            ConfigMapKeySelector LocalObjectReference name
            ConfigMapProjection LocalObjectReference name
            ConfigMapVolumeSource LocalObjectReference name
            CronJob TypeMeta apiVersion kind
            DaemonSet TypeMeta apiVersion kind
            Deployment TypeMeta apiVersion kind
            EphemeralContainer EphemeralContainerCommon args command env envFrom image imagePullPolicy lifecycle livenessProbe name ports readinessProbe resizePolicy resources restartPolicy restartPolicyRules securityContext startupProbe stdin stdinOnce terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir
            Job TypeMeta apiVersion kind
            PersistentVolumeClaim TypeMeta apiVersion kind
            Pod TypeMeta apiVersion kind
            PodTemplate TypeMeta apiVersion kind
            Probe ProbeHandler exec grpc httpGet tcpSocket
            ReplicaSet TypeMeta apiVersion kind
            ReplicationController TypeMeta apiVersion kind
            SecretEnvSource LocalObjectReference name
            SecretKeySelector LocalObjectReference name
            SecretProjection LocalObjectReference name
            StatefulSet TypeMeta apiVersion kind
            Volume VolumeSource awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc flexVolume flocker gcePersistentDisk gitRepo glusterfs hostPath image iscsi nfs persistentVolumeClaim photonPersistentDisk portworxVolume projected quobyte rbd scaleIO secret storageos vsphereVolume
            """;

    /** The Go type of a field, or of what it is a list or a map of, as many levels down. */
    static String of(ObjectType owner, Field field, int levels) {
        String declared = row(NAMED, owner.name().concat(".").concat(field.name()));
        String type = declared.isEmpty() ? of(field.type()) : declared;
        for (int i = 0; i < levels; i++) type = type.substring(type.indexOf(']') + 1);
        return type;
    }

    /** The Go type of a field without a declaration of its own. */
    static String of(FieldType type) {
        if (type instanceof ListOf list) return "[]".concat(of(list.element()));
        if (type instanceof MapOf map) return "map[string]".concat(of(map.value()));
        if (type instanceof ObjectRef object) return "v1.".concat(object.name());
        if (type instanceof Any) return "interface {}";
        return ((ScalarType) type).goType;
    }

    /** Whether a value decodes itself from one of another type, which is then what the answer names. */
    static boolean decodesItself(ScalarType type) {
        return type == ScalarType.INT_OR_STRING || type == ScalarType.TIME;
    }

    /** The embedded struct that a field comes from, with a dot; empty where it is its owner's own. */
    static String embedding(ObjectType owner, Field field) {
        String row = row(EMBEDDED, owner.name());
        if (!row.concat(" ").contains(" ".concat(field.name()).concat(" "))) return "";
        return row.substring(0, row.indexOf(' ')).concat(".");
    }

    /** What follows a word at the beginning of a line; empty where there is no such line. */
    private static String row(String table, String word) {
        String begin = "\n".concat(word).concat(" ");
        int at = table.indexOf(begin);
        return at < 0 ? "" : table.substring(at + begin.length(), table.indexOf('\n', at + begin.length()));
    }

    private GoTypes() {}
}
