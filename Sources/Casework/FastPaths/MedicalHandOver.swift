package import Primitives

/// The dated terms of telling medical security of a recognition.
package struct HandOverTerms: Hashable, Sendable {
    /// Waits between tries, in minutes; the last one repeats.
    package var waitMinutes: Cited<[Int]>
    /// Tries after which a person is told.
    package var triesBeforeAlarm: Cited<Int>

    /// The terms of one region on one day.
    package init(waitMinutes: Cited<[Int]>, triesBeforeAlarm: Cited<Int>) {
        precondition(!waitMinutes.value.isEmpty, "A hand-over that is retried needs at least one wait.")
        self.waitMinutes = waitMinutes
        self.triesBeforeAlarm = triesBeforeAlarm
    }
}

/// A recognition on its way to medical security: told at once, repeated until acknowledged, never given up.
///
/// Treatment before payment 先诊疗后付费 works only when the hospital's system knows the person the same day.
package struct MedicalHandOver: Codable, Hashable, Sendable {
    /// The day medical aid counts from, also for a provisional recognition.
    package let entryDate: CivilDate
    /// Whether the recognition is provisional.
    package let isProvisional: Bool
    /// When it was tried.
    package private(set) var tries: [Instant] = []
    /// When it was acknowledged; nil until then.
    package private(set) var acknowledgedAt: Instant?

    /// A hand-over not yet tried.
    package init(entryDate: CivilDate, isProvisional: Bool) {
        self.entryDate = entryDate
        self.isProvisional = isProvisional
    }

    /// The hand-over after a try; an acknowledgement ends it, a second one changes nothing.
    package func tried(at instant: Instant, isAcknowledged: Bool) -> MedicalHandOver {
        guard acknowledgedAt == nil else { return self }
        var after = self
        after.tries.append(instant)
        if isAcknowledged { after.acknowledgedAt = instant }
        return after
    }

    /// When to try next; nil once acknowledged, the given instant when it was never tried.
    package func nextTry(from instant: Instant, terms: HandOverTerms) -> Instant? {
        guard acknowledgedAt == nil else { return nil }
        guard let last = tries.last else { return instant }
        let waits = terms.waitMinutes.value
        return last.adding(seconds: Int64(waits[min(tries.count - 1, waits.count - 1)]) * 60)
    }

    /// Whether a person must be told that it does not get through.
    package func needsAlarm(_ terms: HandOverTerms) -> Bool {
        acknowledgedAt == nil && tries.count >= terms.triesBeforeAlarm.value
    }
}
