package import Casework
package import Columns
package import Logging
package import Policies
package import Primitives
package import Storage
package import Verification

/// One installation at work: what every verb needs and nothing it could not do without.
package struct Bureau: Sendable {
    /// The data.
    package let store: Store
    /// The packs installed as files, without what was published over them; verbs ask `CommandContext.policies(on:)`.
    package let policies: PolicySet
    /// What was published over the installed packs.
    package let publications: PublishedPolicies
    /// The State Council's working days.
    package let calendar: WorkingDayCalendar
    /// Department data, where this node may read it; a citizen node has none.
    package let snapshots: SnapshotStore?
    /// Which datasets there are; without it every source is said to be silent.
    package let catalogue: Catalogue?
    /// What runs compare with departments' data; without it no run can be asked for.
    package let checks: CheckBook?
    /// What the report of a case is made of, compiled as it is needed; without it no case is compared here.
    package let reports: ReportShelf?
    /// What is asked of a higher verification platform; without it none is asked.
    package let relay: RelayTerms?
    /// The words of every kind of document; without a kind's template none is issued.
    package let papers: TemplateBook
    /// What the bureau calls itself and where it is reached.
    package let settings: BureauSettings
    /// The system clock: ids, sessions, leases, audit.
    ///
    /// Never moved.
    package let systemClock: @Sendable () -> Instant
    /// The log; never personal data.
    package let log: Logger

    /// Puts the parts together.
    package init(
        store: Store, policies: PolicySet, calendar: WorkingDayCalendar, snapshots: SnapshotStore?,
        catalogue: Catalogue? = nil, checks: CheckBook? = nil, reports: ReportShelf? = nil,
        relay: RelayTerms? = nil, papers: TemplateBook = TemplateBook([]), settings: BureauSettings,
        systemClock: @escaping @Sendable () -> Instant,
        log: Logger
    ) {
        self.store = store
        self.policies = policies
        publications = PublishedPolicies(base: policies)
        self.calendar = calendar
        self.snapshots = snapshots
        self.catalogue = catalogue
        self.checks = checks
        self.reports = reports
        self.relay = relay
        self.papers = papers
        self.settings = settings
        self.systemClock = systemClock
        self.log = log
    }
}

extension Bureau {
    /// The Chinese name of a source: a dataset of this bureau or an item of the platform above; else its code.
    package func sourceName(_ code: String) -> String { catalogue?[code]?.name ?? relay?[code]?.name ?? code }
}

/// What the bureau calls itself, and the cost of its password hashes.
package struct BureauSettings: Sendable, Hashable {
    /// The name on pages and documents.
    package var name: String
    /// The township hotline's fallback: the bureau's phone, on notices and help bars.
    package var hotline: String
    /// The address written into QR codes, without a slash at the end.
    package var publicAddress: String
    /// Shows phone codes on the page instead of sending them: for `demo` only.
    package var showsPhoneCodes: Bool
    /// log2 of scrypt's N; tests lower it.
    package var passwordLogCost: Int
    /// The Python that reads Excel files; without one they are refused.
    package var python: String

    /// Takes the parts.
    package init(
        name: String, hotline: String, publicAddress: String, showsPhoneCodes: Bool = false, passwordLogCost: Int = 15,
        python: String = ""
    ) {
        self.name = name
        self.hotline = hotline
        self.publicAddress = publicAddress
        self.showsPhoneCodes = showsPhoneCodes
        self.passwordLogCost = passwordLogCost
        self.python = python
    }
}
