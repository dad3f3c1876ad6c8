package dev.leastwise.schema;

/** The field index as text, which a class holds because a resource takes milliseconds to open. */
final class FieldTable {

    /**
     * A line is a type's name, the length of what follows, and its fields: {@code name:TYPE@SINCE-LAST}, the last two
     * being minor versions that are left out where they say nothing. TYPE is b (boolean), i (int32), l (int64),
     * s (string), x (int or string), q (quantity), t (time), * (anything), the name of a type, or one of these behind
     * [ (list of) or { (map of). FieldIndexGenerator makes it, and anew with
     * {@code ./mvnw -pl core test -Dtest=FieldIndexTest -Dupdate}.
     */
    static final String TEXT = """
            AWSElasticBlockStoreVolumeSource 44 fsType:s partition:i readOnly:b volumeID:s
            Affinity 83 nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
            AppArmorProfile 27 localhostProfile:s type:s
            AzureDiskVolumeSource 63 cachingMode:s diskName:s diskURI:s fsType:s kind:s readOnly:b
            AzureFileVolumeSource 37 readOnly:b secretName:s shareName:s
            CSIVolumeSource 92 driver:s fsType:s nodePublishSecretRef:LocalObjectReference readOnly:b volumeAttributes:{s
            Capabilities 16 add:[s drop:[s
            CephFSVolumeSource 82 monitors:[s path:s readOnly:b secretFile:s secretRef:LocalObjectReference user:s
            CinderVolumeSource 63 fsType:s readOnly:b secretRef:LocalObjectReference volumeID:s
            ClaimSource 61 resourceClaimName:s@26-30 resourceClaimTemplateName:s@26-30
            ClusterTrustBundleProjection 77 labelSelector:LabelSelector name:s optional:b path:s signerName:s user:l@37
            ConfigMapEnvSource 19 name:s optional:b
            ConfigMapKeySelector 25 key:s name:s optional:b
            ConfigMapProjection 36 items:[KeyToPath name:s optional:b
            ConfigMapVolumeSource 67 defaultMode:i defaultUser:l@37 items:[KeyToPath name:s optional:b
            Container 499 args:[s command:[s env:[EnvVar envFrom:[EnvFromSource image:s imagePullPolicy:s lifecycle:Lifecycle livenessProbe:Probe name:s ports:[ContainerPort readinessProbe:Probe resizePolicy:[ContainerResizePolicy@27 resources:ResourceRequirements restartPolicy:s@28 restartPolicyRules:[ContainerRestartRule@34 securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b terminationMessagePath:s terminationMessagePolicy:s tty:b volumeDevices:[VolumeDevice volumeMounts:[VolumeMount workingDir:s
            ContainerPort 55 containerPort:i hostIP:s hostPort:i name:s protocol:s
            ContainerResizePolicy 32 resourceName:s restartPolicy:s
            ContainerRestartRule 52 action:s exitCodes:ContainerRestartRuleOnExitCodes
            ContainerRestartRuleOnExitCodes 22 operator:s values:[i
            CronJob 67 apiVersion:s kind:s metadata:ObjectMeta spec:CronJobSpec status:*
            CronJobSpec 161 concurrencyPolicy:s failedJobsHistoryLimit:i jobTemplate:JobTemplateSpec schedule:s startingDeadlineSeconds:l successfulJobsHistoryLimit:i suspend:b timeZone:s
            DaemonSet 69 apiVersion:s kind:s metadata:ObjectMeta spec:DaemonSetSpec status:*
            DaemonSetSpec 129 minReadySeconds:i revisionHistoryLimit:i selector:LabelSelector template:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy
            DaemonSetUpdateStrategy 45 rollingUpdate:RollingUpdateDaemonSet type:s
            Deployment 70 apiVersion:s kind:s metadata:ObjectMeta spec:DeploymentSpec status:*
            DeploymentSpec 164 minReadySeconds:i paused:b progressDeadlineSeconds:i replicas:i revisionHistoryLimit:i selector:LabelSelector strategy:DeploymentStrategy template:PodTemplateSpec
            DeploymentStrategy 46 rollingUpdate:RollingUpdateDeployment type:s
            DownwardAPIProjection 30 items:[DownwardAPIVolumeFile
            DownwardAPIVolumeFile 93 fieldRef:ObjectFieldSelector mode:i path:s resourceFieldRef:ResourceFieldSelector user:l@37
            DownwardAPIVolumeSource 61 defaultMode:i defaultUser:l@37 items:[DownwardAPIVolumeFile
            EmptyDirVolumeSource 32 medium:s mode:i@37 sizeLimit:q
            EnvFromSource 68 configMapRef:ConfigMapEnvSource prefix:s secretRef:SecretEnvSource
            EnvVar 39 name:s value:s valueFrom:EnvVarSource
            EnvVarSource 167 configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector fileKeyRef:FileKeySelector@34 resourceFieldRef:ResourceFieldSelector secretKeyRef:SecretKeySelector
            EphemeralContainer 521 args:[s command:[s env:[EnvVar envFrom:[EnvFromSource image:s imagePullPolicy:s lifecycle:Lifecycle livenessProbe:Probe name:s ports:[ContainerPort readinessProbe:Probe resizePolicy:[ContainerResizePolicy@27 resources:ResourceRequirements restartPolicy:s@28 restartPolicyRules:[ContainerRestartRule@34 securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b targetContainerName:s terminationMessagePath:s terminationMessagePolicy:s tty:b volumeDevices:[VolumeDevice volumeMounts:[VolumeMount workingDir:s
            EphemeralVolumeSource 51 volumeClaimTemplate:PersistentVolumeClaimTemplate
            EvictionResponder 19 name:s priority:i
            ExecAction 12 command:[s
            FCVolumeSource 50 fsType:s lun:i readOnly:b targetWWNs:[s wwids:[s
            FileKeySelector 38 key:s optional:b path:s volumeName:s
            FlexVolumeSource 72 driver:s fsType:s options:{s readOnly:b secretRef:LocalObjectReference
            FlockerVolumeSource 29 datasetName:s datasetUUID:s
            GCEPersistentDiskVolumeSource 42 fsType:s partition:i pdName:s readOnly:b
            GRPCAction 28 mode:s@37 port:i service:s
            GitRepoVolumeSource 37 directory:s repository:s revision:s
            GlusterfsVolumeSource 31 endpoints:s path:s readOnly:b
            HTTPGetAction 69 host:s httpHeaders:[HTTPHeader path:s port:x protocol:s@37 scheme:s
            HTTPHeader 16 name:s value:s
            HostAlias 19 hostnames:[s ip:s
            HostPathVolumeSource 15 path:s type:s
            ISCSIVolumeSource 161 chapAuthDiscovery:b chapAuthSession:b fsType:s initiatorName:s iqn:s iscsiInterface:s lun:i portals:[s readOnly:b secretRef:LocalObjectReference targetPortal:s
            ImageVolumeSource 26 pullPolicy:s reference:s
            Job 63 apiVersion:s kind:s metadata:ObjectMeta spec:JobSpec status:*
            JobSchedulingConfiguration 203 disruptionMode:WorkloadPodGroupDisruptionMode resourceClaims:[WorkloadPodGroupResourceClaim schedulingConstraints:WorkloadPodGroupSchedulingConstraints schedulingPolicy:WorkloadPodGroupSchedulingPolicy
            JobSpec 384 activeDeadlineSeconds:l backoffLimit:i backoffLimitPerIndex:i@28 completionMode:s completions:i managedBy:s@30 manualSelector:b maxFailedIndexes:i@28 parallelism:i podFailurePolicy:PodFailurePolicy@25 podReplacementPolicy:s@28 scheduling:JobSchedulingConfiguration@37 selector:LabelSelector successPolicy:SuccessPolicy@30 suspend:b template:PodTemplateSpec ttlSecondsAfterFinished:i
            JobTemplateSpec 34 metadata:ObjectMeta spec:JobSpec
            KeyToPath 31 key:s mode:i path:s user:l@37
            LabelSelector 59 matchExpressions:[LabelSelectorRequirement matchLabels:{s
            LabelSelectorRequirement 28 key:s operator:s values:[s
            Lifecycle 69 postStart:LifecycleHandler preStop:LifecycleHandler stopSignal:s@33
            LifecycleHandler 86 exec:ExecAction httpGet:HTTPGetAction sleep:SleepAction@29 tcpSocket:TCPSocketAction
            LocalObjectReference 8 name:s
            ManagedFieldsEntry 81 apiVersion:s fieldsType:s fieldsV1:* manager:s operation:s subresource:s time:t
            NFSVolumeSource 28 path:s readOnly:b server:s
            NodeAffinity 134 preferredDuringSchedulingIgnoredDuringExecution:[PreferredSchedulingTerm requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
            NodeSelector 37 nodeSelectorTerms:[NodeSelectorTerm
            NodeSelectorRequirement 28 key:s operator:s values:[s
            NodeSelectorTerm 80 matchExpressions:[NodeSelectorRequirement matchFields:[NodeSelectorRequirement
            ObjectFieldSelector 26 apiVersion:s fieldPath:s
            ObjectMeta 257 annotations:{s creationTimestamp:t deletionGracePeriodSeconds:l deletionTimestamp:t finalizers:[s generateName:s generation:l labels:{s managedFields:[ManagedFieldsEntry name:s namespace:s ownerReferences:[OwnerReference resourceVersion:s selfLink:s uid:s
            OwnerReference 68 apiVersion:s blockOwnerDeletion:b controller:b kind:s name:s uid:s
            PersistentVolumeClaim 81 apiVersion:s kind:s metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:*
            PersistentVolumeClaimSpec 224 accessModes:[s dataSource:TypedLocalObjectReference dataSourceRef:TypedObjectReference resources:VolumeResourceRequirements selector:LabelSelector storageClassName:s volumeAttributesClassName:s@29 volumeMode:s volumeName:s
            PersistentVolumeClaimTemplate 52 metadata:ObjectMeta spec:PersistentVolumeClaimSpec
            PersistentVolumeClaimVolumeSource 24 claimName:s readOnly:b
            PhotonPersistentDiskVolumeSource 17 fsType:s pdID:s
            Pod 63 apiVersion:s kind:s metadata:ObjectMeta spec:PodSpec status:*
            PodAffinity 138 preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm
            PodAffinityTerm 134 labelSelector:LabelSelector matchLabelKeys:[s@29 mismatchLabelKeys:[s@29 namespaceSelector:LabelSelector namespaces:[s topologyKey:s
            PodAntiAffinity 138 preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm
            PodCertificateProjection 135 certificateChainPath:s credentialBundlePath:s keyPath:s keyType:s maxExpirationSeconds:i signerName:s user:l@37 userAnnotations:{s@35
            PodDNSConfig 56 nameservers:[s options:[PodDNSConfigOption searches:[s
            PodDNSConfigOption 16 name:s value:s
            PodFailurePolicy 29 rules:[PodFailurePolicyRule
            PodFailurePolicyOnExitCodesRequirement 38 containerName:s operator:s values:[i
            PodFailurePolicyOnPodConditionsPattern 17 status:s type:s
            PodFailurePolicyRule 117 action:s onExitCodes:PodFailurePolicyOnExitCodesRequirement onPodConditions:[PodFailurePolicyOnPodConditionsPattern
            PodOS 8 name:s
            PodReadinessGate 17 conditionType:s
            PodResourceClaim 87 name:s resourceClaimName:s@31 resourceClaimTemplateName:s@31 source:ClaimSource@26-30
            PodSchedulingGate 8 name:s
            PodSchedulingGroup 16 podGroupName:s
            PodSecurityContext 306 appArmorProfile:AppArmorProfile@30 fsGroup:l fsGroupChangePolicy:s runAsGroup:l runAsNonRoot:b runAsUser:l seLinuxChangePolicy:s@32 seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile supplementalGroups:[l supplementalGroupsPolicy:s@31 sysctls:[Sysctl windowsOptions:WindowsSecurityContextOptions
            PodSpec 1020 activeDeadlineSeconds:l affinity:Affinity automountServiceAccountToken:b containers:[Container dnsConfig:PodDNSConfig dnsPolicy:s enableServiceLinks:b ephemeralContainers:[EphemeralContainer evictionResponders:[EvictionResponder@37 hostAliases:[HostAlias hostIPC:b hostNetwork:b hostPID:b hostUsers:b@25 hostname:s hostnameOverride:s@34 imagePullSecrets:[LocalObjectReference initContainers:[Container nodeName:s nodeSelector:{s os:PodOS overhead:{q preemptionPolicy:s priority:i priorityClassName:s readinessGates:[PodReadinessGate resourceClaims:[PodResourceClaim@26 resources:ResourceRequirements@32 restartPolicy:s runtimeClassName:s schedulerName:s schedulingGates:[PodSchedulingGate@26 schedulingGroup:PodSchedulingGroup@36 securityContext:PodSecurityContext serviceAccount:s serviceAccountName:s setHostnameAsFQDN:b shareProcessNamespace:b subdomain:s terminationGracePeriodSeconds:l tolerations:[Toleration topologySpreadConstraints:[TopologySpreadConstraint volumes:[Volume workloadRef:WorkloadReference@35-35
            PodTemplate 66 apiVersion:s kind:s metadata:ObjectMeta template:PodTemplateSpec
            PodTemplateSpec 34 metadata:ObjectMeta spec:PodSpec
            PortworxVolumeSource 32 fsType:s readOnly:b volumeID:s
            PreferredSchedulingTerm 38 preference:NodeSelectorTerm weight:i
            Probe 206 exec:ExecAction failureThreshold:i grpc:GRPCAction httpGet:HTTPGetAction initialDelaySeconds:i periodSeconds:i successThreshold:i tcpSocket:TCPSocketAction terminationGracePeriodSeconds:l timeoutSeconds:i
            ProjectedVolumeSource 58 defaultMode:i defaultUser:l@37 sources:[VolumeProjection
            QuobyteVolumeSource 56 group:s readOnly:b registry:s tenant:s user:s volume:s
            RBDVolumeSource 96 fsType:s image:s keyring:s monitors:[s pool:s readOnly:b secretRef:LocalObjectReference user:s
            ReplicaSet 70 apiVersion:s kind:s metadata:ObjectMeta spec:ReplicaSetSpec status:*
            ReplicaSetSpec 78 minReadySeconds:i replicas:i selector:LabelSelector template:PodTemplateSpec
            ReplicationController 81 apiVersion:s kind:s metadata:ObjectMeta spec:ReplicationControllerSpec status:*
            ReplicationControllerSpec 67 minReadySeconds:i replicas:i selector:{s template:PodTemplateSpec
            ResourceClaim 21 name:s request:s@31
            ResourceFieldSelector 38 containerName:s divisor:q resource:s
            ResourceRequirements 48 claims:[ResourceClaim@26 limits:{q requests:{q
            RollingUpdateDaemonSet 29 maxSurge:x maxUnavailable:x
            RollingUpdateDeployment 29 maxSurge:x maxUnavailable:x
            RollingUpdateStatefulSetStrategy 30 maxUnavailable:x partition:i
            SELinuxOptions 30 level:s role:s type:s user:s
            ScaleIOVolumeSource 144 fsType:s gateway:s protectionDomain:s readOnly:b secretRef:LocalObjectReference sslEnabled:b storageMode:s storagePool:s system:s volumeName:s
            SeccompProfile 27 localhostProfile:s type:s
            SecretEnvSource 19 name:s optional:b
            SecretKeySelector 25 key:s name:s optional:b
            SecretProjection 36 items:[KeyToPath name:s optional:b
            SecretVolumeSource 73 defaultMode:i defaultUser:l@37 items:[KeyToPath optional:b secretName:s
            SecurityContext 284 allowPrivilegeEscalation:b appArmorProfile:AppArmorProfile@30 capabilities:Capabilities privileged:b procMount:s readOnlyRootFilesystem:b runAsGroup:l runAsNonRoot:b runAsUser:l seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile windowsOptions:WindowsSecurityContextOptions
            ServiceAccountTokenProjection 49 audience:s expirationSeconds:l path:s user:l@37
            SleepAction 11 seconds:l
            StatefulSet 71 apiVersion:s kind:s metadata:ObjectMeta spec:StatefulSetSpec status:*
            StatefulSetOrdinals 9 start:i
            StatefulSetPersistentVolumeClaimRetentionPolicy 28 whenDeleted:s whenScaled:s
            StatefulSetSpec 339 minReadySeconds:i ordinals:StatefulSetOrdinals@26 persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy:s replicas:i revisionHistoryLimit:i selector:LabelSelector serviceName:s template:PodTemplateSpec updateStrategy:StatefulSetUpdateStrategy volumeClaimTemplates:[PersistentVolumeClaim
            StatefulSetUpdateStrategy 55 rollingUpdate:RollingUpdateStatefulSetStrategy type:s
            StorageOSVolumeSource 83 fsType:s readOnly:b secretRef:LocalObjectReference volumeName:s volumeNamespace:s
            SuccessPolicy 26 rules:[SuccessPolicyRule
            SuccessPolicyRule 37 succeededCount:i succeededIndexes:s
            Sysctl 16 name:s value:s
            TCPSocketAction 15 host:s port:x
            Toleration 55 effect:s key:s operator:s tolerationSeconds:l value:s
            TopologyConstraint 7 key:s
            TopologySpreadConstraint 153 labelSelector:LabelSelector matchLabelKeys:[s@25 maxSkew:i minDomains:i nodeAffinityPolicy:s@25 nodeTaintsPolicy:s@25 topologyKey:s whenUnsatisfiable:s
            TypedLocalObjectReference 26 apiGroup:s kind:s name:s
            TypedObjectReference 41 apiGroup:s kind:s name:s namespace:s@26
            Volume 968 awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:AzureDiskVolumeSource azureFile:AzureFileVolumeSource cephfs:CephFSVolumeSource cinder:CinderVolumeSource configMap:ConfigMapVolumeSource csi:CSIVolumeSource downwardAPI:DownwardAPIVolumeSource emptyDir:EmptyDirVolumeSource ephemeral:EphemeralVolumeSource fc:FCVolumeSource flexVolume:FlexVolumeSource flocker:FlockerVolumeSource gcePersistentDisk:GCEPersistentDiskVolumeSource gitRepo:GitRepoVolumeSource glusterfs:GlusterfsVolumeSource hostPath:HostPathVolumeSource image:ImageVolumeSource@31 iscsi:ISCSIVolumeSource name:s nfs:NFSVolumeSource persistentVolumeClaim:PersistentVolumeClaimVolumeSource photonPersistentDisk:PhotonPersistentDiskVolumeSource portworxVolume:PortworxVolumeSource projected:ProjectedVolumeSource quobyte:QuobyteVolumeSource rbd:RBDVolumeSource scaleIO:ScaleIOVolumeSource secret:SecretVolumeSource storageos:StorageOSVolumeSource vsphereVolume:VsphereVirtualDiskVolumeSource
            VolumeDevice 21 devicePath:s name:s
            VolumeMount 120 bindMountOptions:[s@37 mountPath:s mountPropagation:s name:s readOnly:b recursiveReadOnly:s@30 subPath:s subPathExpr:s
            VolumeProjection 233 clusterTrustBundle:ClusterTrustBundleProjection@29 configMap:ConfigMapProjection downwardAPI:DownwardAPIProjection podCertificate:PodCertificateProjection@34 secret:SecretProjection serviceAccountToken:ServiceAccountTokenProjection
            VolumeResourceRequirements 23 limits:{q requests:{q
            VsphereVirtualDiskVolumeSource 61 fsType:s storagePolicyID:s storagePolicyName:s volumePath:s
            WeightedPodAffinityTerm 42 podAffinityTerm:PodAffinityTerm weight:i
            WindowsSecurityContextOptions 77 gmsaCredentialSpec:s gmsaCredentialSpecName:s hostProcess:b runAsUserName:s
            WorkloadPodGroupAllDisruptionMode 1
            WorkloadPodGroupBasicSchedulingPolicy 1
            WorkloadPodGroupDisruptionMode 83 all:WorkloadPodGroupAllDisruptionMode single:WorkloadPodGroupSingleDisruptionMode
            WorkloadPodGroupGangSchedulingPolicy 12 minCount:i
            WorkloadPodGroupResourceClaim 56 name:s resourceClaimName:s resourceClaimTemplateName:s
            WorkloadPodGroupSchedulingConstraints 30 topology:[TopologyConstraint
            WorkloadPodGroupSchedulingPolicy 87 basic:WorkloadPodGroupBasicSchedulingPolicy gang:WorkloadPodGroupGangSchedulingPolicy
            WorkloadPodGroupSingleDisruptionMode 1
            WorkloadReference 58 name:s@35-35 podGroup:s@35-35 podGroupReplicaKey:s@35-35
            """;

    private FieldTable() {}
}
