import Casework
import Operations
import Primitives
import Storage

/// How a family files its application.
enum DemoChannel: Sendable {
    /// On the applicant's own phone.
    case phone
    /// At the township's window.
    case window
}

extension DemoCandidate {
    /// The members as the form takes them; their phones are invented.
    func declaredMembers(serial: Int, on day: CivilDate) -> [DeclaredMember] {
        members.enumerated().map { position, member in
            let age = member.id.age(on: day)
            let isIll = story == .sickBreadwinner && position == 0
            let isDisabled = (member.disabilityGrade ?? 4) <= 2
            let isAble = (16..<60).contains(age) && !isIll && !isDisabled
            let work: Employment =
                switch age {
                case ..<6: .underAge
                case ..<18: .student
                default:
                    member.monthlyIncome == .zero
                        ? (isAble ? .unemployed : .unable) : isFarming ? .farming : .casualWork
                }
            return DeclaredMember(
                number: 0, name: member.name, idNumber: member.id.text,
                relation: position == 0 ? .applicant : MemberRelation(rawValue: member.relation.rawValue) ?? .other,
                health: isIll ? .seriousIllness : age > 65 ? .chronicIllness : .healthy,
                disability: member.disabilityGrade.map { Disability(kind: .physical, grade: $0) },
                isStudent: work == .student, isAbleToWork: isAble, employment: work,
                phone: age >= 18 ? InventedContacts.phone(100_000 + serial * 10 + position) : "")
        }
    }

    private var isFarming: Bool { [.oldCouple, .grandparentsRaising, .disabledAdult].contains(story) }

    /// The pages of the form after the members, in their order.
    func parts(at village: RegionCode) -> [DraftPart] {
        let incomes = members.enumerated().filter { $0.element.monthlyIncome > .zero }.map { position, member in
            DeclaredItem(
                memberNumber: position + 1, kind: isFarming ? IncomeKind.business : .wage,
                amount: isFarming ? .yearly(member.monthlyIncome * 12) : .monthly(member.monthlyIncome),
                note: isFarming ? "种地" : "打零工")
        }
        var properties = [DeclaredItem(memberNumber: 1, kind: PropertyKind.deposit, amount: .once(deposits))]
        for _ in 0..<homes {
            properties.append(DeclaredItem(memberNumber: 1, kind: .home, amount: .unknown, note: "自住老房"))
        }
        let expenses =
            medicalCosts > .zero
            ? [DeclaredItem(memberNumber: 1, kind: ExpenseKind.medical, amount: .yearly(medicalCosts), note: "住院和买药")]
            : []
        return [
            .incomes(incomes), .properties(properties), .expenses(expenses), .hardship(hardship),
            .places(register: village, residence: village, address: address),
            .contact(phone: phone, bankAccount: bankCard, accountHolderNumber: 1),
            .pledge(isPledged: true, hasRelativeOnStaff: false),
        ]
    }

    /// The hardship in the family's own words.
    private var hardship: String {
        switch story {
        case .widowWithChildren: "丈夫去世了，我一个人带孩子，靠打零工过日子，孩子上学开销大。"
        case .oldCouple: "我们老两口年纪大了，地也种不动了，只有一点养老金。"
        case .disabledAdult: "孩子有重度残疾，身边离不开人，我没法出去干活。"
        case .sickBreadwinner: "我得了重病，住院花了很多钱，干不了活，全家靠妻子打零工。"
        case .grandparentsRaising: "儿子儿媳不在了，我们老两口带着孙辈，地里收入不多。"
        case .loneParent: "离婚以后我自己带孩子，活不固定，有时候一个月没有几天工。"
        case .ownsCar, .largeDeposit, .concealedWage, .secondHome: "家里人口多，收入不稳定，想申请低保补贴生活。"
        case .nameDiffers: "家里没有固定收入，孩子还小，看病上学都困难。"
        case .deadMember: "老伴身体不好，家里没有劳动力，生活困难。"
        }
    }
}

extension DemoRun {
    /// A citizen signed in with the code that the demo shows.
    func signIn(_ candidate: DemoCandidate) async throws -> Actor {
        let asked = try await act(
            RequestPhoneCode(phone: candidate.phone, addressKey: "demo-\(candidate.phone)"), as: .visitor)
        let answer = try await act(
            SignInWithPhoneCode(phone: candidate.phone, code: asked.shownCode ?? ""), as: .visitor)
        guard let session = answer.session else {
            throw DemoRefused(step: "sign-in of \(candidate.phone)", reasons: [.notSignedIn])
        }
        return .citizen(session.accountID)
    }

    /// Fills in a draft page by page, as far as it is said.
    func draft(
        _ candidate: DemoCandidate, serial: Int, at village: RegionRowName, as filer: Actor, pages: Int = 7
    ) async throws -> DraftID {
        let phone = filer.account == nil ? candidate.phone : nil
        let id = try await act(
            StartDraft(program: .dibao, region: village.code, applicantPhone: phone), as: filer, candidate.phone)
        var version: Int64 = try await view(id, as: filer).draft.version
        let members = candidate.declaredMembers(serial: serial, on: today).map(DraftPart.member)
        for part in members + candidate.parts(at: village.code).prefix(pages) {
            version = try await act(SaveDraftPart(draftID: id, version: version, part: part), as: filer).version
        }
        return id
    }

    /// Fills in, authorises, takes a photo and sends; answers what the filer takes along.
    func file(
        _ candidate: DemoCandidate, serial: Int, at village: RegionRowName, as filer: Actor
    ) async throws -> SubmittedApplication {
        let id = try await draft(candidate, serial: serial, at: village, as: filer)
        for (position, item) in try await view(id, as: filer).authorizations.enumerated() {
            let act = try await authorization(item, of: candidate, draft: id, serial: serial * 10 + position, as: filer)
            _ = try await self.act(
                RecordAuthorization(
                    owner: .draft(id), memberNumber: item.memberNumber, act: act, textHash: item.text.hashText),
                as: filer, item.name)
        }
        _ = try await attach(.householdRegister, to: .draft(id), as: filer)
        let version = try await view(id, as: filer).draft.version
        return try await act(SubmitApplication(draftID: id, version: version), as: filer, candidate.story.rawValue)
    }

    private func authorization(
        _ item: DraftAuthorization, of candidate: DemoCandidate, draft: DraftID, serial: Int, as filer: Actor
    ) async throws -> AuthorizationAct {
        guard item.isAdult else { return .guardian(name: candidate.applicant.name) }
        guard filer.account != nil else { return .beforeClerk }
        let phone = InventedContacts.phone(100_000 + serial)
        let asked = try await act(
            RequestPhoneCode(
                phone: phone, addressKey: "demo-\(phone)",
                purpose: .authorize(draftID: draft, memberNumber: item.memberNumber)),
            as: filer)
        return .ownCode(phone: phone, code: asked.shownCode ?? "")
    }

    /// Attaches a drawn picture.
    func attach(_ purpose: UploadPurpose, to owner: UploadOwner, as actor: Actor) async throws -> UploadID {
        let number = next()
        let outcome = try await bureau.attachUpload(
            DemoPicture.png(number), mediaType: "image/png", purpose: purpose, to: owner, as: actor,
            key: "demo-\(number)")
        guard case .done(let id) = outcome else {
            throw DemoRefused(step: "picture \(purpose.rawValue)", reasons: outcome.reasons)
        }
        return id
    }

    private func view(_ id: DraftID, as actor: Actor) async throws -> DraftView {
        guard let view = try await bureau.view(as: actor, { try DraftView.load(id, in: $0) }) else {
            throw DemoRefused(step: "draft \(id.text)", reasons: [.notFound])
        }
        return view
    }
}
