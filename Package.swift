// swift-tools-version: 6.2
// Targets are walls: one exists because it owns an invariant or a third-party dependency.
// ARCHITECTURE.md draws the map.

import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

/// For targets that touch raw memory: every unsafe use is written as such.
let memorySafe: [SwiftSetting] = settings + [.strictMemorySafety()]

/// Kernels are optimised in debug builds too, or a test over a real city would take minutes.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// Kernels write to memory that one thread owns at a time: debug builds and all tests check that, a release does not.
let unchecked: [SwiftSetting] = [
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]

/// A quarter of a million addresses are set when the program starts; packed, a hundredth of their table is read.
///
/// Only this linker packs them so that the C library of Debian 12 (2.36) takes them.
let packedRelocations: LinkerSetting = .unsafeFlags(
    ["-use-ld=bfd", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"], .when(configuration: .release))

func room(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [],
    settings chosen: [SwiftSetting] = settings
) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: chosen)
}

func suite(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")

let systemLibraries: [Target] = [
    .systemLibrary(name: "CPQ", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
]

let foundations: [Target] = [
    room("Primitives", settings: settings + optimised),
    room("SQLText"),
    room("Sealing", ["Primitives", crypto, cryptoExtras]),
    room("Columns", ["Primitives", "CMalloc", "CZlib"], settings: memorySafe + optimised + unchecked),
    room("Rules", ["Primitives"], settings: memorySafe + optimised),
    room("SQLiteEngine", ["SQLText", grdb]),
    room("PostgresEngine", ["SQLText", "CPQ"], settings: memorySafe),
    room(
        "Documents", ["Primitives", "CQREncode", "CXLSXWriter", subprocess, systemPackage], settings: memorySafe),
]

let contexts: [Target] = [
    room("Policies", ["Primitives", "Rules", "Sealing", yams], settings: settings + optimised),
    room("Verification", ["Primitives", "Columns", "Rules", yams], settings: settings + optimised + unchecked),
    room("Casework", ["Primitives"]),
    room("Payments", ["Primitives"]),
    room("Insight", ["Primitives"]),
]

let contextNames: [Target.Dependency] = ["Policies", "Verification", "Casework", "Payments", "Insight"]

let services: [Target] = [
    room("Storage", ["Primitives", "SQLText", "Sealing", "Casework", "Payments", "Insight", "Verification"]),
    room(
        "Operations",
        ["Primitives", "SQLText", "Sealing", "Columns", "Rules", "Documents", "Storage", logging] + contextNames),
    room(
        "DemoCity", ["Primitives", "Sealing", "Documents", "Operations", "Storage", "Casework", "Payments"],
        settings: settings + optimised),
]

let doors: [Target] = [
    room(
        "WebSupport",
        [
            "Primitives", crypto, hummingbird, mustache, httpTypes, logging, nioCore,
        ],
        resources: [.copy("Resources")]),
    room(
        "CitizenPortal",
        [
            "Primitives", "Casework", "Policies", "Operations", "Storage", "WebSupport", "Documents", hummingbird,
            httpTypes, nioCore,
        ],
        resources: [.copy("Templates")]),
    room(
        "StaffConsole",
        ["Primitives", "Operations", "Storage", "WebSupport", "Documents", hummingbird] + contextNames,
        resources: [.copy("Templates")]),
    room(
        "BackstopServer",
        [
            "Primitives", "SQLText", "Sealing", "Columns", "Storage", "Operations", "WebSupport", "CitizenPortal",
            "StaffConsole", "SQLiteEngine", "PostgresEngine", "Casework", "Policies", "Verification", "Documents",
            hummingbird, httpClient, logging, coreMetrics, lifecycle, unixSignals, yams, httpTypes, nioCore, nioHTTP1,
        ]),
    room(
        "BackstopCLI",
        [
            "Primitives", "Casework", "Documents", "Storage", "Sealing", "Operations", "WebSupport", "BackstopServer",
            "DemoCity", "Rules", "Policies", "Verification", "Columns", arguments, logging,
        ]
    ),
    .executableTarget(
        name: "backstop", dependencies: ["BackstopCLI"], swiftSettings: settings, linkerSettings: [packedRelocations]),
]

let testSupport: [Target] = [
    room("StorageConformance", ["SQLText"]),
    room(
        "OperationsTestKit",
        [
            "Primitives", "SQLText", "Sealing", "Columns", "Storage", "Operations", "SQLiteEngine", "PostgresEngine",
            logging,
            "Casework", "Policies", "Verification",
        ]),
]

let suites: [Target] = [
    suite("PrimitivesTests", ["Primitives"]),
    suite("SQLTextTests", ["SQLText"]),
    suite("SealingTests", ["Sealing", "Primitives"]),
    suite("ColumnsTests", ["Columns", "Primitives", subprocess]),
    suite("RulesTests", ["Rules", "SQLText", "SQLiteEngine", "PostgresEngine", "Primitives"]),
    suite("DocumentsTests", ["Documents", "Primitives"]),
    suite("PoliciesTests", ["Policies", "Primitives", "Rules"]),
    suite("VerificationTests", ["Verification", "Columns", "Primitives"]),
    suite("CaseworkTests", ["Casework", "Primitives"]),
    suite("PaymentsTests", ["Payments", "Primitives"]),
    suite("InsightTests", ["Insight", "Primitives"]),
    suite(
        "StorageTests",
        [
            "StorageConformance", "Storage", "SQLText", "Sealing", "SQLiteEngine", "PostgresEngine", "Primitives",
            subprocess,
        ]),
    suite(
        "OperationsTests",
        [
            "OperationsTestKit", "Operations", "Storage", "Sealing", "SQLText", "Primitives", "DemoCity", "Columns",
            "Documents",
        ] + contextNames),
    suite(
        "DemoCityTests",
        ["DemoCity", "OperationsTestKit", "Operations", "Storage", "Casework", "Columns", "SQLText", "Primitives"]),
    suite(
        "WebSupportTests",
        ["WebSupport", "Primitives", "Operations", hummingbird, hummingbirdTesting, mustache, httpTypes, nioCore]),
    suite(
        "CitizenPortalTests",
        [
            "CitizenPortal", "WebSupport", "Operations", "Storage", "OperationsTestKit", "Primitives", hummingbird,
            hummingbirdTesting, mustache, httpTypes, nioCore,
        ] + contextNames),
    suite(
        "StaffConsoleTests",
        [
            "StaffConsole", "WebSupport", "Operations", "Sealing", "Storage", "OperationsTestKit", "Primitives",
            hummingbird, hummingbirdTesting, mustache, httpTypes, nioCore, subprocess, systemPackage,
        ] + contextNames),
    suite(
        "BackstopServerTests",
        [
            "BackstopServer", "WebSupport", "Operations", "Storage", "OperationsTestKit", "DemoCity", "Primitives",
            "SQLText", "Sealing", "Casework", "Documents", "Verification", httpClient, hummingbird, hummingbirdTesting,
            httpTypes, nioCore, logging, coreMetrics, subprocess, systemPackage,
        ]),
    suite(
        "BackstopCLITests",
        ["backstop", "WebSupport", "Storage", "Sealing", "SQLiteEngine", "SQLText", subprocess, systemPackage]),
    suite("TidyTests"),
]

let package = Package(
    name: "backstop",
    defaultLocalization: "zh-Hans",
    products: [.executable(name: "backstop", targets: ["backstop"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    ],
    targets: systemLibraries + foundations + contexts + services + doors + testSupport + suites
)
