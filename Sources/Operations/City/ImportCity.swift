import Columns
import Primitives
import Storage
import Verification

extension Bureau {
    /// Imports a city's folder as of a day: its register into the store, department files into the snapshot store.
    ///
    /// The folder is read and checked whole before anything is kept. Then the department files are staged, which puts
    /// nothing in force; one transaction writes the register; last the staged files come in force together. A crash
    /// before the transaction leaves the store as it was. A crash after it leaves the register of the day with the
    /// department data of the day before, or with none, which reports say as "no answer"; importing the same folder
    /// again finds that its data are not in force and publishes them. A refusal at any point leaves both as they were.
    ///
    /// The same folder and day again changes nothing. A later day updates the families and replaces the department
    /// data; cases keep what they froze.
    func takeCity(
        folder: String, asOf: CivilDate, regionsRoot: String, origin: StoreOrigin, progress: @escaping ProgressReport
    ) async throws -> Outcome<CityImported> {
        guard let snapshots, let catalogue else { return .refused([.noSnapshotStore]) }
        progress(WorkProgress("核对文件", 0, of: 1))
        let reading = try await WorkerThreads.run {
            try CityLayout(catalogue: catalogue).read(folder: folder, asOf: asOf)
        }
        let city: City
        switch reading {
        case .city(let read): city = read
        case .refused(let problems): return .refused(Self.reasons(problems))
        }
        var checks = CityChecks(city)
        checks.findRegions(root: regionsRoot)
        if checks.problems.isEmpty {
            checks.compareStandards(with: try await view(as: .system) { try $0.policies(on: asOf) }, on: asOf)
        }
        guard checks.problems.isEmpty, let region = checks.cityRegion else {
            return .refused(checks.problems.map { Reason($0) })
        }
        let staging = CityStaging(city: city, folder: folder, asOf: asOf, snapshots: snapshots, progress: progress)
        let run = CityImportRun(
            bureau: self, city: city, staging: staging, regions: checks.regions, origin: origin,
            hash: try await staging.hash(), progress: progress)
        return try await run.run(region: region, counties: checks.counties)
    }

    private static func reasons(_ problems: CityProblems) -> [Reason] {
        var reasons = problems.listed.map { Reason($0) }
        if problems.omitted > 0 {
            reasons.append(
                Reason(
                    "cityFile", "另有 \(problems.omitted) 处问题未列出；请先改正以上各处。",
                    "\(problems.omitted) more problems are not listed; correct these first."))
        }
        return reasons
    }
}

/// An import whose files have been read and found good.
private struct CityImportRun {
    let bureau: Bureau
    let city: City
    let staging: CityStaging
    let regions: [RegionRow]
    let origin: StoreOrigin
    let hash: String
    let progress: ProgressReport

    func run(region: RegionRow, counties: [RegionRow]) async throws -> Outcome<CityImported> {
        let held = try await bureau.store.read { store in
            (try store.installationValue(.cityLoaded), try store.installationValue(.cityPublished))
        }
        if held.0 == hash, held.1 == hash { return .done(try await summary(isChanged: false, unplaced: 0)) }
        let (asOf, origin) = (staging.asOf, origin)
        let early = try await bureau.view(as: .system) { context in
            held.0 == hash ? [] : try CityLoad.refusals(asOf: asOf, origin: origin, in: context)
        }
        guard early.isEmpty else { return .refused(early) }
        let city = city
        let places = try await WorkerThreads.run {
            var places = CityPlaces(city: region, counties: counties)
            places.add(city.households)
            for file in city.datasets where file.definition.code == Self.populationCode {
                try places.add(addressesOf: file)
            }
            return places
        }
        let staged: [StagedSnapshot]
        switch try await staging.stage(importedAt: bureau.systemClock()) {
        case .done(let snapshots): staged = snapshots
        case .refused(let reasons):
            try staging.snapshots.removeUnreferenced()
            return .refused(reasons)
        }
        if held.0 != hash {
            let population = staged.first { $0.info.dataset == Self.populationCode }?.info.rows ?? 0
            let refusals = try await load(places, population: population)
            guard refusals.isEmpty else {
                try staging.snapshots.removeUnreferenced()
                return .refused(refusals)
            }
        }
        try await publish(staged)
        return .done(try await summary(isChanged: true, unplaced: places.unplacedAddresses))
    }

    private static let populationCode = "population"

    private func load(_ places: CityPlaces, population: Int) async throws -> [Reason] {
        let load = CityLoad(
            city: city, places: places, regions: regions, asOf: staging.asOf, hash: hash, population: population,
            origin: origin, progress: progress)
        let bureau = bureau
        do {
            return try await bureau.store.write { transaction in
                let context = try CommandContext(store: transaction, actor: .system, bureau: bureau)
                let refusals = try CityLoad.refusals(asOf: load.asOf, origin: load.origin, in: context)
                if refusals.isEmpty { _ = try load.write(in: context) }
                return refusals
            }
        } catch let error as TooManyPlaces {
            return [error.reason]
        }
    }

    private func publish(_ staged: [StagedSnapshot]) async throws {
        progress(WorkProgress("启用部门数据", 0, of: 1))
        let (snapshots, hash) = (staging.snapshots, hash)
        try await WorkerThreads.run {
            try snapshots.publish(staged)
            // The day before stays, for a look back at what a decision rested on.
            try snapshots.retain { _ in 2 }
        }
        try await bureau.store.write { try $0.setInstallationValue(.cityPublished, hash) }
        progress(WorkProgress("启用部门数据", 1, of: 1))
    }

    private func summary(isChanged: Bool, unplaced: Int) async throws -> CityImported {
        let view = try staging.snapshots.open()
        let infos = view.datasets().compactMap { view.current($0) }
        let code = regions.first { $0.level == .city }?.code
        let places = try await bureau.store.read { store in
            guard let code else { return 0 }
            return try store.regions(.township, in: code).count + store.regions(.village, in: code).count
        }
        return CityImported(
            asOf: staging.asOf, isChanged: isChanged, families: city.households.count,
            members: city.households.reduce(0) { $0 + $1.members.count }, places: places, unplacedAddresses: unplaced,
            rows: infos.reduce(0) { $0 + $1.rows }, rejectedRows: infos.reduce(0) { $0 + $1.rejected },
            population: view.current(Self.populationCode)?.rows ?? 0)
    }
}

extension Reason {
    static let noSnapshotStore = Reason(
        "noSnapshotStore", "这个节点没有部门数据目录，不能导入。请在能读部门数据的节点上导入。",
        "This node has no folder for department data. Import on a node that has one.")
}
