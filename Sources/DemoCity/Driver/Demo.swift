package import Casework
import Foundation
package import Operations
package import Primitives
import Storage

/// What preparing a demo came to.
package struct DemoSummary: Sendable {
    /// Inhabitants of the invented city.
    package let people: Int
    /// The business day on which it is left.
    package let today: CivilDate
    /// What the import took in.
    package let city: CityImported
    /// The staff, with what is needed to sign in.
    package let personas: [DemoPersona]
    /// Some citizens, with what they will see.
    package let citizens: [DemoCitizen]
    /// Cases by state.
    package let cases: [CaseState: Int]
    /// Drafts not yet sent.
    package let drafts: Int
    /// Families paid before, taken over from the main county's list.
    package let recipients: Int
    /// The bank's answer to the month that was paid: one payment of it failed.
    package let paidMonth: BankAnswerReceipt?
    /// Codes that hang in villages, those of the main township first.
    package let villageCodes: [VillageCodeIssued]
}

/// A city to work on: invented people, their department data, staff, and cases in every state, all made by the verbs.
package enum Demo {
    /// Invents a city, imports it into an empty store and lets six weeks pass in its offices.
    ///
    /// Needs a bureau that shows phone codes and reads department data. Refused by a store that a real installation
    /// made or that holds cases already. The folder receives the department files and may be removed afterwards.
    package static func prepare(
        bureau: Bureau, people: Int, seed: UInt64, folder: String, regionsRoot: String,
        progress: @escaping ProgressReport = { _ in }
    ) async throws -> DemoSummary {
        precondition(bureau.settings.showsPhoneCodes, "A demo signs its citizens in with the codes it shows.")
        progress(WorkProgress("生成城市", 0, of: 1))
        let plan = try DemoCityPlan(people: people, seed: seed)
        let generator = DemoCityGenerator(plan: plan)
        _ = try generator.write(to: folder)
        progress(WorkProgress("生成城市", 1, of: 1))
        let outcome = try await bureau.importCity(
            folder: folder, asOf: plan.asOf, regionsRoot: regionsRoot, origin: .demo, progress: progress)
        guard case .done(let city) = outcome else {
            throw DemoRefused(step: "import of the city", reasons: outcome.reasons)
        }
        let run = DemoRun(bureau: bureau, facts: generator.facts)
        try await run.findOffices()
        progress(WorkProgress("安排人员", 0, of: 1))
        try await run.hire()
        try await run.delegate()
        let codes = try await run.hangVillageCodes(progress)
        let played = try await run.play(progress)
        try await run.playHotline()
        return DemoSummary(
            people: people, today: run.today, city: city, personas: run.personas, citizens: played.citizens,
            cases: played.cases, drafts: played.drafts, recipients: played.recipients, paidMonth: played.paidMonth,
            villageCodes: Array(codes.prefix(10)))
    }

    /// Moves the business clock of a demo on, day by day, so that what is due on each day happens.
    package static func advance(
        bureau: Bureau, days: Int, progress: ProgressReport = { _ in }
    ) async throws -> Outcome<CivilDate> {
        guard days > 0 else {
            return try await bureau.perform(AdvanceBusinessClock(days: days), as: .system, key: "advance-none")
        }
        var last: Outcome<CivilDate> = .done(try await bureau.today())
        for day in 1...days {
            let today = try await bureau.today()
            last = try await bureau.perform(
                AdvanceBusinessClock(days: 1), as: .system, key: "advance-\(today.text)")
            guard case .done = last else { return last }
            while try await bureau.runJobs(holder: "demo", limit: 50) > 0 {}
            progress(WorkProgress("拨动业务日期", day, of: days))
        }
        return last
    }
}

/// What the six weeks came to.
struct DemoPlayed {
    var cases: [CaseState: Int] = [:]
    var drafts = 0
    var recipients = 0
    var citizens: [DemoCitizen] = []
    var paidMonth: BankAnswerReceipt?
}

extension DemoRun {
    /// Lets the second township of the main county confirm its own cases, by an order of the county.
    func delegate() async throws {
        let townships = Set(offices.filter(\.isDelegated).map(\.township.code))
        guard !townships.isEmpty else { return }
        let order = IssueDelegation(
            kind: .entrusted, townships: townships, programs: [.dibao, .marginalHousehold, .rigidExpenseHousehold],
            basis: "演示县民政局关于委托乡镇（街道）行使社会救助审核确认权限的通知", from: today, through: nil,
            publishedOn: today, samplingPermille: 200, reliefCeiling: nil)
        _ = try await act(order, as: actor("county"), "delegation")
    }

    /// Plays every working day: what each plot does on it, and the month's money.
    func play(_ progress: ProgressReport) async throws -> DemoPlayed {
        var plots = DemoPlot.all(facts.candidates, offices: offices)
        var played = DemoPlayed()
        let county = offices[0].county
        try await setPayingAccount(of: county)
        played.recipients = try await takeOverRecipients(of: county.code)?.familyCount ?? 0
        let days = try workingDays()
        for (number, day) in days.enumerated() {
            try await move(to: day)
            for index in plots.indices {
                for action in plots[index].actions[number] ?? [] { try await perform(action, on: &plots[index]) }
            }
            if number == (played.recipients > 0 ? Self.payDay : Self.lastPayDay) {
                played.paidMonth = try await payMonth(day.calendarMonth, in: county.code)
            } else if number == Self.lastPayDay {
                try await prepareRoster(day.calendarMonth, in: county.code)
            }
            progress(WorkProgress("办理申请", number + 1, of: days.count))
        }
        for plot in plots {
            if plot.draftID != nil { played.drafts += 1 }
            if let state = plot.file?.state { played.cases[state, default: 0] += 1 }
        }
        played.citizens = citizens(of: plots)
        return played
    }

    /// The citizens, one of each state first, so that a short list shows the most.
    private func citizens(of plots: [DemoPlot]) -> [DemoCitizen] {
        var seen: Set<CaseState?> = []
        let all = plots.map(citizen)
        let first = all.filter { seen.insert($0.state).inserted }
        let phones = Set(first.map(\.phone))
        return first + all.filter { !phones.contains($0.phone) }
    }

    /// The working day on which the first month is paid, to the families taken over.
    private static let payDay = 8
    /// The working day of the next month's roster, which the first awards of the platform's own have joined.
    private static let lastPayDay = 27

    private func citizen(of plot: DemoPlot) -> DemoCitizen {
        let state = plot.file?.state
        let hint =
            switch state {
            case nil: "草稿填到一半，可以接着填。"
            case .supplement: "有一份补正通知，可以拍照补交。"
            case .active: "已经确认，能看到金额和起发月份。"
            case .refused: "没有通过，能看到理由和救济途径。"
            case .publicity: "正在公示，能看到截止日期。"
            case .recheck: "公示期间收到异议，正在复查。"
            case .submitted: "刚交上去，能看到受理号和几天内答复。"
            case .transferred: "转到了实际住地，能看到转到哪里、为什么。"
            case .withdrawn: "自己撤回了，可以再次申请。"
            case .endedDeath, .endedMoved, .endedNonCooperation: "已经终结，能看到原因和怎样再申请。"
            case .confirming, .countyVisit: "公示结束，等县里确认。"
            default: "能看到走到哪一步、接下来是谁办。"
            }
        return DemoCitizen(
            phone: plot.candidate.phone, name: plot.candidate.applicant.name, story: plot.candidate.story, state: state,
            hint: hint)
    }
}
