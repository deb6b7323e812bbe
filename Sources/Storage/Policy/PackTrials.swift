package import Primitives
import SQLText

/// What an id of a trial names.
package enum PackTrialSubject {}
/// A trial of a version.
package typealias PackTrialID = Identifier<PackTrialSubject>

/// A trial of a version: what its worked cases and its simulation came to, and on what.
package struct PackTrialRow: Sendable {
    /// The trial's id.
    package let id: PackTrialID
    /// The version tried.
    package let packVersion: PackVersionID
    /// The hash of the texts tried.
    package let textHash: String
    /// The day from which they were to be in force.
    package let inForceFrom: CivilDate
    /// The latest publication that stood when it was tried.
    package let publication: Int64
    /// The business day.
    package let day: CivilDate
    /// The results as JSON.
    package let result: String
    /// Payments of months already paid that were compared.
    package let paid: PaidSum
    /// When.
    package let at: Instant
}

/// How much was paid: what a comparison with payments rests on.
package struct PaidSum: Hashable, Sendable, Codable {
    /// Parts of payments.
    package let count: Int64
    /// Their sum.
    package let amount: Money

    /// Takes the parts.
    package init(count: Int64, amount: Money) {
        self.count = count
        self.amount = amount
    }
}

extension StoreTransaction {
    /// Stores a trial.
    package func insertPackTrial(
        of row: PackVersionRow, publication: Int64, result: String, paid: PaidSum, by staff: StaffID,
        at instant: Instant, on day: CivilDate
    ) throws -> PackTrialID {
        let id: PackTrialID = ids.next()
        try sql.execute(
            """
            INSERT INTO pack_trial (id, version_id, text_hash, in_force_from, publication, business_day, result,
            paid_count, paid_fen, made_by_id, created_at)
            VALUES (\(id), \(row.id), \(row.textHash), \(row.inForceFrom), \(publication), \(day), \(result),
            \(paid.count), \(paid.amount), \(staff), \(instant))
            """)
        return id
    }

    /// The latest trial of a version.
    package func latestPackTrial(of id: PackVersionID) throws -> PackTrialRow? {
        try sql.first("SELECT * FROM pack_trial WHERE version_id = \(id) ORDER BY id DESC LIMIT 1").map(trialRow)
    }

    /// A trial by id.
    package func packTrial(_ id: PackTrialID) throws -> PackTrialRow? {
        try sql.first("SELECT * FROM pack_trial WHERE id = \(id)").map(trialRow)
    }

    /// Adds the background job of a trial.
    package func enqueuePackTrial(of id: PackVersionID, kind: String, payload: String, at instant: Instant) throws {
        let number: JobID = ids.next()
        try enqueueJob(
            kind: kind, dedupeKey: "\(id.text)-\(number.text)", payload: payload, runAt: instant, attemptsMax: 3,
            at: instant)
    }

    /// The latest background job of a version's trials.
    package func packTrialJob(of id: PackVersionID, kind: String) throws -> SimulationJobRow? {
        try latestJob(keyPrefix: "\(id.text)-", kind: kind)
    }

    private func trialRow(_ row: Row) throws -> PackTrialRow {
        PackTrialRow(
            id: try row.id("id"), packVersion: try row.id("version_id"), textHash: try row.text("text_hash"),
            inForceFrom: try row.date("in_force_from"), publication: try row.integer("publication"),
            day: try row.date("business_day"), result: try row.text("result"),
            paid: PaidSum(count: try row.integer("paid_count"), amount: try row.money("paid_fen")),
            at: try row.instant("created_at"))
    }
}
