// Built from js/src by `npm run build` in course_utils/live/js: make changes there.
function f(e,t="",i=""){let s=document.createElement(e);return t&&(s.className=t),i&&(s.textContent=i),s}var ot={play:"M4 2.5v11l9.5-5.5z",pause:"M4 2.5h3v11H4z\
M9 2.5h3v11H9z",step:"M3 2.5v11L10 8zM11 2.5h2v11h-2z",reset:"M8 2a6 6 0 1 0 6 6h-2a4 4 0 1 1-4-4c1.1 0 2.1.45 2.83 1.17L9 7h5V2l-1.76 1.76A6 6 0 0 0 8 2z",large:"\
M2 2h5v2H4v3H2zM9 12h3V9h2v5H9zM9 2h5v5h-2V4H9zM2 9h2v3h3v2H2z",small:"M5 2h2v5H2V5h3zM9 9h5v2h-3v3H9zM9 2h2v3h3v2H9zM2 9h5v5H5v-3H2z"};function A(e,t,i,s){let n=f(
"button","cu-button");return n.type="button",n.title=i,e&&(n.innerHTML=`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${ot[e]}"/></svg>`),t&&n.append(f("\
span","",t)),n.addEventListener("click",s),n}function H(e,t,i){e.querySelector("path")?.setAttribute("d",ot[t]),i!==void 0&&e.lastElementChild&&(e.lastElementChild.
textContent=i)}function T(e,t){e.textContent!==t&&(e.textContent=t),e.hidden=!t}var Nt=Symbol.for("course_utils.page");function L(){let e=globalThis;return e[Nt]??={id:crypto.randomUUID?.()??Math.random().toString(36).slice(2),serial:0,homes:new Map}}
function rt(e,t){let{homes:i}=L();return i.has(e)||i.set(e,t()),i.get(e)}function at(e,t){let{homes:i}=L();i.get(e)===t&&i.delete(e)}var lt=()=>`cu-${L().id.slice(
0,8)}-${++L().serial}`;function $t(e){if(e.kind==="log"){let i=Math.log10(e.low),s=Math.log10(e.high),n=Math.max(40,Math.round((s-i)*24)),o=r=>Math.min(e.high,Math.max(e.low,+r.toPrecision(
2)));return{steps:n,value:r=>o(10**(i+(s-i)*r/n)),position:r=>Math.round((Math.log10(r)-i)/(s-i)*n)}}let t=Math.max(1,Math.round((e.high-e.low)/e.step));return{
steps:t,value:i=>i>=t?e.high:+(e.low+i*e.step).toFixed(10),position:i=>Math.round((i-e.low)/e.step)}}function Dt(e,t){if(e.kind==="integer")return String(t);if(t===
0)return"0";if(e.kind==="log")return Math.abs(t)>=.001&&Math.abs(t)<1e5?String(+t.toPrecision(3)):t.toExponential(+t.toPrecision(2)==+t.toPrecision(1)?0:1).replace(
"e+","e");let i=Math.max(0,Math.min(6,-Math.floor(Math.log10(e.step)+1e-9))),s=e.step*10**i;return(+t).toFixed(Math.abs(s-Math.round(s))>1e-6?i+1:i)}var F=class{constructor(t,i){
if(this.c=t,this.el=f("div",`cu-control cu-${t.kind}`),this.el.title=[t.help,t.rebuild?"↻ a change starts the run anew":""].filter(Boolean).join(`
`),this.label=f("label","cu-label",t.label),t.rebuild){let n=f("span","cu-rebuild","↻");n.setAttribute("aria-label","(starts anew)"),this.label.append(" ",n)}
this.head=f("div","cu-head"),this.head.append(this.label),this.set=()=>{};let s=t.kind==="toggle"?this.toggle(i):t.kind==="choice"?this.choice(i):this.slider(i);
s.id=this.label.htmlFor=lt(),t.help&&s.setAttribute("aria-description",t.help)}toggle(t){let i=f("input");return i.type="checkbox",i.setAttribute("role","switch"),
i.addEventListener("change",()=>t(i.checked)),this.set=s=>{i.checked=!!s},this.head.prepend(i),this.el.append(this.head),i}choice(t){let i=f("select");return this.
c.options.forEach((s,n)=>i.append(new Option(s,String(n)))),i.addEventListener("change",()=>t(+i.value)),this.set=s=>{i.value=String(s)},this.el.append(this.head,
i),i}slider(t){let{c:i}=this,s=$t(i),n=f("input"),o=f("input","cu-number"),r=f("span","cu-value");Object.assign(n,{type:"range",min:"0",max:String(s.steps),step:"\
1"}),Object.assign(o,{type:"text",inputMode:"decimal",tabIndex:-1}),o.setAttribute("aria-label",`${i.label}: type a value`);let l="",h=a=>{l=Dt(i,a).replace(/^-/,
"−"),document.activeElement!==o&&(o.value=l,o.style.width=`${Math.max(3,l.length+.8)}ch`),n.setAttribute("aria-valuetext",`${l} ${i.unit}`.trim()),n.style.setProperty(
"--at",`${100*+n.value/s.steps}%`)};return this.set=a=>{n.value=String(s.position(Number(a))),h(Number(a))},n.addEventListener("input",()=>{let a=s.value(+n.value);
h(a),t(a)}),n.addEventListener("keydown",a=>{a.key==="Enter"&&o.focus()}),o.addEventListener("focus",()=>o.select()),o.addEventListener("change",()=>{let a=Number(
o.value.replace(",",".").replace("−","-"));t(Number.isFinite(a)&&o.value.trim()?a:o.value)}),o.addEventListener("keydown",a=>{a.key==="Escape"&&(o.value=l),!(a.
key!=="Enter"&&a.key!=="Escape")&&(n.focus(),a.stopPropagation())}),r.append(o),i.unit&&r.append(f("span","cu-unit",i.unit)),this.head.append(r),this.el.append(
this.head,n),n}};var I=class{constructor(t,i,s){this.choices=i,this.el=f("div","cu-menu"),this.button=f("button","cu-button"),this.button.type="button",this.label=t,this.chosen=
f("span","cu-chosen"),this.button.append(this.chosen,f("span","cu-down","▾")),this.button.setAttribute("aria-haspopup","menu"),this.list=f("div","cu-list"),this.
list.setAttribute("role","menu"),this.list.setAttribute("aria-label",t),this.items=i.map((n,o)=>{let r=f("button","cu-item",n);return r.type="button",r.tabIndex=
-1,r.setAttribute("role","menuitemradio"),r.addEventListener("click",()=>{this.close(),s(o)}),r}),this.list.append(...this.items),this.el.append(f("span","",t),
this.button,this.list),this.button.addEventListener("click",()=>this.list.hidden?this.open():this.close()),this.el.addEventListener("keydown",n=>this.key(n)),this.
el.addEventListener("focusout",n=>{this.el.contains(n.relatedTarget)||this.close(!1)}),this.shown=-2,this.show(-1),this.list.hidden=!0,this.button.setAttribute(
"aria-expanded","false")}open(){this.list.hidden=!1,this.button.setAttribute("aria-expanded","true"),this.items[Math.max(0,this.shown)].focus({preventScroll:!0})}close(t=!0){
this.list.hidden||(this.list.hidden=!0,this.button.setAttribute("aria-expanded","false"),t&&this.button.focus({preventScroll:!0}))}show(t){t!==this.shown&&(this.
shown=t,this.chosen.textContent=this.choices[t]??"choose …",this.button.setAttribute("aria-label",`${this.label}: ${this.chosen.textContent}`),this.items.forEach(
(i,s)=>i.setAttribute("aria-checked",String(s===t))))}key(t){let i=this.items.length-1,s=this.items.indexOf(document.activeElement),n=this.list.hidden&&(t.key===
"ArrowDown"||t.key==="ArrowUp"),o=n?null:{ArrowDown:s<i?s+1:0,ArrowUp:s>0?s-1:i,Home:0,End:i}[t.key];if(n)this.open();else{if(this.list.hidden)return;if(t.key===
"Escape")this.close();else if(o!=null)this.items[o].focus({preventScroll:!0});else return}t.preventDefault(),t.stopPropagation()}};var N=class{constructor(t,i){this.home=i,this.shown="",this.state=null,this.list={},this.el=f("div","cu-controls"),this.el.setAttribute("role","group"),this.el.
setAttribute("aria-label",`Controls of ${t.title}`),this.bar=f("div","cu-bar"),this.rows=f("div","cu-rows"),this.more=f("div","cu-more"),this.note=f("p","cu-not\
e"),this.end=f("p","cu-end"),this.end.setAttribute("role","status"),this.error=f("div","cu-error"),this.error.setAttribute("role","alert"),this.told=f("div","cu\
-told"),this.told.append(this.error,this.end),this.code=f("input","cu-code"),this.code.readOnly=this.code.hidden=this.note.hidden=this.end.hidden=this.error.hidden=
!0,this.code.setAttribute("aria-label","settings as Python code"),this.buttons(t),this.lists(t),this.rest(t),this.bar.append(this.more);for(let s of t.controls)
this.list[s.name]=new F(s,n=>i.move({[s.name]:n})),this.rows.append(this.list[s.name].el);t.trains&&t.controls.some(s=>s.rebuild)&&this.rows.append(f("span","cu\
-legend","↻ starts the run anew")),this.el.append(this.bar,...t.controls.length?[this.rows]:[])}buttons(t){let{home:i,bar:s}=this;t.trains&&(this.run=A("play",
"Run","run or pause (Space); the run goes on where it stopped",()=>this.turn()),this.run.classList.add("cu-run"),s.append(this.run,A("step","Step",`one step: ${t.
step}`,()=>i.press("step")))),(t.trains||t.seed)&&s.append(A("reset","Reset","start anew with the same seed (R)",()=>this.reset())),this.resets=t.trains||t.seed}turn(){
this.run&&this.home.press(this.state?.playing?"pause":"play")}reset(){this.resets&&this.home.press("reset")}lists(t){t.trains&&(this.speed=this.pick(t)),t.presets.
length&&(this.preset=new I("try",t.presets,i=>this.home.press("preset",{value:i})),this.bar.append(this.preset.el))}pick(t){let i=f("select"),s=f("label","cu-pi\
ck");return i.append(...t.speeds.map((n,o)=>new Option(n,String(o)))),i.addEventListener("change",()=>this.home.press("speed",{value:+i.value})),s.title=`a step\
 is ${t.step}`,s.append(f("span","","speed"),i),this.bar.append(s),i}rest(t){let{home:i,more:s}=this;if(t.seed&&s.append(A("","New seed","other random numbers",
()=>i.press("reseed"))),t.trains){let o=f("label","cu-keep"),r=f("input");o.title="a run's curves stay in the picture, grey, after a reset",r.type="checkbox",r.
addEventListener("change",()=>i.press("keep",{value:r.checked})),o.append(r,"Keep runs"),this.keep=r,this.clear=A("","Clear","clear earlier runs: take the grey \
curves away",()=>i.press("clear")),this.clear.setAttribute("aria-label","Clear earlier runs"),s.append(o,this.clear)}let n=A("","Copy settings","the Python code\
 that rebuilds this run",()=>this.copied(n));s.append(n)}async copied(t){let i=this.state?.code??"",s=t.lastElementChild;this.code.value=i,this.code.hidden=!1,this.
code.select();try{await navigator.clipboard.writeText(i)}catch{}s&&(s.textContent="Copied",setTimeout(()=>{s.textContent="Copy settings"},1500))}show(t,i){let s=JSON.
stringify([t,[...i]]);if(s!==this.shown){this.shown=s;for(let[n,o]of Object.entries(this.list))i.has(n)||o.set(t.values[n]),o.el.hidden=t.hidden.includes(n);this.
run&&this.state?.playing!==t.playing&&(H(this.run,t.playing?"pause":"play",t.playing?"Pause":"Run"),this.run.classList.toggle("cu-on",t.playing)),this.state=t,this.
speed&&(this.speed.value=String(t.speed)),this.preset?.show(t.preset),this.keep&&(this.keep.checked=t.keep),this.clear&&(this.clear.disabled=!t.ghosts),T(this.note,
t.note),T(this.end,t.end),T(this.error,t.error),!this.code.hidden&&this.code.value!==t.code&&(this.code.hidden=!0)}}};var ct=e=>e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength);function ht(e){let t=ct(e),i=t.byteOffset%4?t.slice():t;
return new Float32Array(i.buffer,i.byteOffset,i.byteLength>>2)}var Z=(e,t)=>Object.assign(e,{shape:t});function $(e,t,i){if(Array.isArray(e))return e.map(s=>$(s,
t));if(e===null||typeof e!="object")return e;if("u8"in e)return Z(ct(t[e.u8]),e.shape);if("f32"in e&&"from"in e){let s=ht(t[e.f32]),n=new Float32Array(e.from+s.
length);return n.set(i.subarray(0,e.from)),n.set(s,e.from),Z(n,[n.length])}return"f32"in e?Z(ht(t[e.f32]),e.shape):Object.fromEntries(Object.entries(e).map(([s,
n])=>[s,$(n,t)]))}function ut(e,t,i){for(let[s,n]of t){if(!s.length){e=$(n,i);continue}let o=e;for(let l of s.slice(0,-1))o=o[l];let r=s[s.length-1];o[r]=$(n,i,
o[r])}return e}var qt=2,Bt=400,Wt=2e4,Kt=5e3,dt=1e3,D=class{constructor(){this.model=null,this.views=new Set,this.scene=null,this.state=null,this.k=this.have=this.confirmed=this.
later=this.doubt=this.alive=0,this.lacking=-dt,this.pending={},this.moved={},this.asked=[],this.told=!1,this.lost="",this.flush=this.flush.bind(this)}attach(t){
this.model=t,t.on("msg:custom",(i,s)=>{i.type==="frame"&&this.take(i,s)}),t.on("change:frame",()=>this.whole()),t.on("comm_live_update",()=>this.linked("gone")),
this.whole()}whole(){let t=this.model?.get("frame");t?.content&&this.take(t.content,t.buffers??[])}tell(t,i={}){this.k+=1;try{this.model?.send({type:t,page:L().
id,k:this.k,...i})}catch{this.linked("gone")}return this.k}press(t,i){Object.keys(this.pending).length&&this.send(),this.expect(this.tell(t,i))}move(t){Object.assign(
this.pending,t),this.later||(this.later=-1,queueMicrotask(this.flush))}flush(){if(this.later=0,!Object.keys(this.pending).length)return;let t=performance.now();
this.asked.filter(({at:s})=>t-s<Bt).length<qt?this.send():this.later=setTimeout(this.flush,100)}send(){let t=this.pending;this.pending={};let i=this.tell("set",
{values:t});for(let s of Object.keys(t))this.moved[s]=i;this.expect(i)}expect(t){this.asked=[...this.asked.slice(-99),{k:t,at:performance.now()}],this.wait()}wait(){
clearTimeout(this.doubt),this.doubt=setTimeout(()=>this.linked("silent"),Kt)}here(t=!1){let i=!document.hidden&&[...this.views].some(s=>s.seen);i===this.told&&!t||
(this.told=i,this.tell("here",{visible:i,have:this.have}),clearInterval(this.alive),clearTimeout(this.doubt),i&&(this.wait(),this.alive=setInterval(()=>{this.tell(
"here",{visible:i,have:this.have}),this.wait()},Wt)))}lack(){this.have=0,!(performance.now()-this.lacking<dt)&&(this.lacking=performance.now(),this.here(!0))}busy(){
return new Set([...Object.keys(this.pending),...Object.keys(this.moved).filter(t=>this.moved[t]>this.confirmed)])}take(t,i){let s=t.base===0||this.have>0&&t.base===
this.have,n=t.seen[L().id]??0;clearTimeout(this.doubt),this.linked(""),n>this.confirmed&&(this.confirmed=n,this.asked=this.asked.filter(({k:h})=>h>n),Object.keys(
this.pending).length&&(clearTimeout(this.later),this.flush())),this.asked.length&&this.wait(),t.state&&(this.state=t.state),s&&(this.scene=ut(this.scene,t.changes,
i),this.have=t.n);let o=s&&t.changes.length>0&&this.scene,r=t.ask&&s,l=()=>{r&&this.tell("ack",{n:this.have}),r=!1};for(let h of this.views)this.state&&h.state?.(
this.state,this.busy()),o&&this.scene&&h.scene?.(this.scene,r?l:null);!o&&this.told&&l(),s||this.lack()}linked(t){if(!(t===this.lost||this.lost==="gone"&&t==="s\
ilent")){this.lost=t;for(let i of this.views)i.link?.(t)}}add(t){this.views.add(t),this.state&&t.state?.(this.state,this.busy()),this.scene&&t.scene?.(this.scene,
null),t.link?.(this.lost),this.here(this.views.size===1)}remove(t){if(this.views.delete(t),this.views.size)return this.here();this.tell("bye"),this.told=!1,clearInterval(
this.alive),clearTimeout(this.doubt)}};var Ut=[21,19,17.5,16,14.5,13,12],Gt=4,_t=[["Space","run or pause"],["R","reset"],["L","lecture view, and back"],["F","full screen"],["Esc","leave the lecture v\
iew"],["Tab","from control to control"],["← →","move a slider"],["Enter","type a slider's number"],["?","show or hide this list"]],X=null,q=class{constructor(t,i,s=()=>{}){
this.root=t,this.parts=i,this.changed=s,this.on=!1,this.large=A("large","","lecture view: fill the window (L)",()=>this.toggle()),this.large.setAttribute("aria-\
label","Lecture view"),this.large.setAttribute("aria-pressed","false");let n=A("","?","keys (?)",()=>this.help());n.setAttribute("aria-label","Keys"),this.keys=
f("dl","cu-keys"),this.keys.hidden=!0;for(let[o,r]of _t)!i.controls?.run&&o==="Space"||!i.controls?.resets&&o==="R"||this.keys.append(f("dt","",o),f("dd","",r));
this.corner=f("div","cu-corner"),this.corner.append(n,this.large),i.title.append(this.corner,this.keys),this.room=new ResizeObserver(()=>this.fit()),this.left=()=>{
this.on&&this.full&&!document.fullscreenElement&&this.leave()},this.full=!1,document.addEventListener("fullscreenchange",this.left),t.addEventListener("keydown",
o=>this.key(o));for(let o of["mousedown","pointerdown","click"])t.addEventListener(o,r=>{this.on&&r.stopPropagation()})}toggle(){this.on?this.leave():this.enter()}help(){
this.keys.hidden=!this.keys.hidden}enter(){let{root:t,parts:i}=this;X?.leave(),X=this,this.on=!0,t.parentElement&&(t.parentElement.style.minHeight=`${t.offsetHeight}\
px`);let s=[...t.querySelectorAll(".cu-control")].filter(n=>!n.hidden).length;t.classList.add("cu-lecture",s>Gt?"cu-beside":"cu-above"),i.controls&&this.corner.
before(i.controls.more),t.tabIndex=-1,t.setAttribute("data-lm-suppress-shortcuts","true"),this.float(),t.focus({preventScroll:!0}),this.button("small","true","b\
ack to the notebook (L or Esc)"),i.picture&&(i.picture.filling=!0),this.room.observe(t),i.controls&&this.room.observe(i.controls.rows),this.changed(!0),this.fit()}float(){
this.root.popover="manual",this.root.showPopover?.()}leave(){let{root:t,parts:i}=this;this.on&&(this.on=this.full=!1,X=null,this.room.disconnect(),document.fullscreenElement===
t&&document.exitFullscreen(),t.popover=null,t.classList.remove("cu-lecture","cu-beside","cu-above"),t.style.removeProperty("--cu-size"),i.controls&&i.controls.bar.
append(i.controls.more),t.removeAttribute("tabindex"),t.removeAttribute("data-lm-suppress-shortcuts"),t.parentElement&&(t.parentElement.style.minHeight=""),this.
button("large","false","lecture view: fill the window (L)"),this.keys.hidden=!0,i.picture&&(i.picture.filling=!1,i.picture.memo=[],i.picture.queue()),this.changed(
!1),t.scrollIntoView({block:"nearest"}),this.large.focus({preventScroll:!0}))}button(t,i,s){H(this.large,t),this.large.setAttribute("aria-pressed",i),this.large.
title=s}fit(){if(!this.on)return;let{root:t}=this,i=this.parts.controls?.rows,s=()=>t.scrollHeight<=t.clientHeight+1&&(!i||i.scrollHeight<=i.clientHeight+1);for(let n of Ut)
if(t.style.setProperty("--cu-size",`${n}px`),s())break;this.parts.picture?.queue()}async fullScreen(){if(this.on||this.enter(),document.fullscreenElement)return document.
exitFullscreen();this.root.popover=null;try{await this.root.requestFullscreen(),this.full=!0}catch{this.float()}}key(t){let i=t.target,s=i.matches("select, inpu\
t:not([type=range], [type=checkbox])");if((this.on||t.key!=="Tab"&&t.key!=="Escape")&&t.stopPropagation(),t.key==="Escape"&&this.on?(t.preventDefault(),this.leave()):
t.key==="Tab"&&this.on&&this.around(t),s||t.ctrlKey||t.metaKey||t.altKey||t.repeat)return;let n={" ":()=>this.parts.controls?.turn(),r:()=>this.parts.controls?.
reset(),l:()=>this.toggle(),f:()=>{this.fullScreen()},"?":()=>this.help()}[t.key.toLowerCase()];!n||t.key===" "&&i.matches("button, [type=checkbox]")||(t.preventDefault(),
n())}around(t){let i=[...this.root.querySelectorAll("button, select, input, [tabindex='0']")].filter(r=>r instanceof HTMLElement&&r.tabIndex>=0&&r.offsetParent!==
null&&!r.matches(":disabled")),s=i[0],n=i[i.length-1],o=document.activeElement;(t.shiftKey?o===s||o===this.root:o===n)&&(t.preventDefault(),(t.shiftKey?n:s)?.focus())}close(){
this.leave(),this.room.disconnect(),document.removeEventListener("fullscreenchange",this.left)}};function Vt(e,t,i,{X:s,Y:n,w:o}){let r=t.length;if(e.beginPath(),r>6*o)return Jt(e,t,i,s,n);let l=!1;for(let h=0;h<r;h++){let a=s(t[h]),c=n(i[h]);if(!Number.isFinite(
a+c)){l=!1;continue}a=Math.max(-1e5,Math.min(1e5,a)),c=Math.max(-1e5,Math.min(1e5,c)),l?e.lineTo(a,c):e.moveTo(a,c),l=!0}}function Jt(e,t,i,s,n){let o=!1,r=NaN,
l=0,h=0,a=0,c=()=>{e.lineTo(r,l),e.lineTo(r,h),e.lineTo(r,a)};for(let u=0;u<t.length;u++){let d=s(t[u]),p=n(i[u]);if(!Number.isFinite(d+p)){o&&c(),o=!1,r=NaN;continue}
let m=Math.round(d);m!==r&&(o?(c(),e.lineTo(m,p)):e.moveTo(m,p),r=m,l=h=p,o=!0),p<l&&(l=p),p>h&&(h=p),a=p}o&&c()}function P(e,t,i){let{ctx:s}=i,n=t.y+t.h/2;s.beginPath(),
s.moveTo(t.x,n),s.lineTo(t.x+t.w,n),i.pen(e.color,Math.min(e.width,4),e.style),s.lineCap="butt",s.stroke()}var Qt=60,pt={spans:e=>[["x",e.x],["y",e.y]],draw(e,t,i){
Vt(i.ctx,e.x,e.y,t),i.pen(e.color,e.width,e.style),i.ctx.stroke()},covered(e,t){if(e.x.length>=Qt)return t(e.x,e.y);for(let i=1;i<e.x.length;i++)for(let s=0;s<1;s+=
.1)t([e.x[i-1]*(1-s)+e.x[i]*s],[e.y[i-1]*(1-s)+e.y[i]*s],.5)},sample:P};var B=(e,t)=>Array.from(e,(i,s)=>i+t[s]),ft={spans:e=>[["x",e.x],["x",B(e.x,e.dx)],["y",e.y],["y",B(e.y,e.dy)]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s;s.pen(e.color,
e.width),n.fillStyle=s.color(e.color);for(let r=0;r<e.x.length;r++){let l=t(e.x[r]),h=i(e.y[r]),a=t(e.x[r]+e.dx[r]),c=i(e.y[r]+e.dy[r]),u=Math.hypot(a-l,c-h);if(!(u>
.5)||!Number.isFinite(u))continue;let d=Math.min((4+3*e.width)*o,u),p=(a-l)/u,m=(c-h)/u;n.beginPath(),n.moveTo(l,h),n.lineTo(a-p*d*.8,c-m*d*.8),n.stroke(),n.beginPath(),
n.moveTo(a,c),n.lineTo(a-p*d-m*d*.45,c-m*d+p*d*.45),n.lineTo(a-p*d+m*d*.45,c-m*d-p*d*.45),n.closePath(),n.fill()}},covered:(e,t)=>t(B(e.x,e.dx),B(e.y,e.dy),3),sample:P};var Y=e=>e.x?Array.from(e.x):Array.from(e.heights,(t,i)=>i),mt={spans(e){let t=Y(e),i=e.width/2,[s,n]=e.horizontal?["y","x"]:["x","y"];return[[s,t.map(o=>o-i)],
[s,t.map(o=>o+i)],[n,e.heights],[n,[0],!0]]},draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s;Y(e).forEach((r,l)=>{let h=e.heights[l],a=e.horizontal?i:t,c=e.horizontal?t:i;
if(!Number.isFinite(h))return;let u=a(r-e.width/2),d=a(r+e.width/2),p=c(0),m=c(h),g=Math.min(3*o,Math.abs(d-u)/4,Math.abs(m-p)),y=Math.min(u,d),x=Math.abs(d-u),
w=Math.min(p,m),b=Math.abs(m-p);n.fillStyle=s.colorOf(e.color,l),n.beginPath(),e.horizontal?n.roundRect(w,y,b,x,m>p?[0,g,g,0]:[g,0,0,g]):n.roundRect(y,w,x,b,m<p?
[g,g,0,0]:[0,0,g,g]),n.fill()})},covered:(e,t)=>t(Y(e),e.heights,12),sample(e,t,i){tt(t,i.colorOf(e.color,0),1,i)}};function tt(e,t,i,{ctx:s,k:n}){s.beginPath(),
s.globalAlpha=i,s.fillStyle=t,s.roundRect(e.x+2*n,e.y+e.h/2-5*n,e.w-4*n,10*n,2*n),s.fill(),s.globalAlpha=1}var gt={spans:e=>[["x",e.x],["y",e.low],["y",e.high]],draw(e,{X:t,Y:i},s){let{ctx:n}=s,o=e.x.length;n.globalAlpha=e.alpha,n.fillStyle=s.color(e.color);for(let r=0;r<
o;){let l=r;for(;l<o&&Number.isFinite(t(e.x[l])+i(e.low[l])+i(e.high[l]));)l++;if(l>r+1){n.beginPath();for(let h=r;h<l;h++)n.lineTo(t(e.x[h]),i(e.high[h]));for(let h=l-
1;h>=r;h--)n.lineTo(t(e.x[h]),i(e.low[h]));n.fill()}r=l+1}n.globalAlpha=1},sample(e,t,i){tt(t,i.color(e.color),e.alpha,i)}};var Zt=Float32Array.from({length:64},(e,t)=>t/63),yt={spans:e=>[["x",e.extent.slice(0,2),!0],["y",e.extent.slice(2),!0]],draw(e,{X:t,Y:i},s){let{ctx:n}=s,[o,r]=e.
z.shape,[l,h,a,c]=e.extent;if(!o||!r)return;let u=Math.min(t(l),t(h)),d=Math.min(i(a),i(c)),p=Math.abs(t(h)-t(l)),m=Math.abs(i(c)-i(a)),g=s.raster(e.z,0,o,r,[e.
vmin,e.vmax],e.cmap,i(a)>i(c)),y=k=>e.smooth&&k>1?[.5,k-1]:[0,k],[x,w]=y(r),[b,O]=y(o);n.globalAlpha=e.alpha,n.imageSmoothingEnabled=e.smooth,n.imageSmoothingQuality=
"low",n.drawImage(g,x,b,w,O,u,d,p,m),n.globalAlpha=1}};function xt(e,t,i,s,n){let{ctx:o,k:r}=n,l=t.x+t.w+10*r,h=10*r;o.imageSmoothingEnabled=!0,o.drawImage(n.raster(
Zt,0,64,1,[0,1],e.cmap,!0),l,t.y,h,t.h),o.fillStyle=n.colors.muted,n.font(11),o.textAlign="left",o.textBaseline="middle",i.forEach((a,c)=>o.fillText(s[c],l+h+5*
r,t.y+t.h*(1-(a-e.vmin)/(e.vmax-e.vmin))))}var W=(e,t)=>Array.from(e,i=>i+t),wt={outside:!0,spans(e){let t=e.size/2,i=t+(e.names.length?.22*e.size:0);return[["x",W(e.x,-t),!0],["x",W(e.x,t),!0],["y",W(e.
y,-t),!0],["y",W(e.y,i),!0]]},draw(e,{X:t,Y:i,sx:s,sy:n},o){let{ctx:r,k:l}=o,[h,a,c]=e.z.shape,u=e.size*Math.min(Math.abs(s),Math.abs(n)),d=.85*u*Math.max(.2,1/
e.size-1);for(let p=0;p<h;p++){let m=t(e.x[p]),g=i(e.y[p]),y=m-u/2,x=g-u/2;Number.isFinite(m+g)&&(r.imageSmoothingEnabled=e.smooth,r.drawImage(o.raster(e.z,p*a*
c,a,c,[e.vmin,e.vmax],e.cmap,!1),y,x,u,u),r.setLineDash([]),r.strokeStyle=e.border?o.cycle(e.border[p]):o.colors.grid,r.lineWidth=(e.border?2.5:1)*l,r.strokeRect(
y,x,u,u),e.names[p]&&(r.fillStyle=o.colors.ink,r.textAlign="center",r.textBaseline="alphabetic",o.font(Math.max(7/l,Math.min(12.5,d/l))),r.fillText(e.names[p],m,
x-3*l)))}}};function vt(e,t){return typeof e.color=="string"?[[null,t.color(e.color),e.marker]]:[...new Set(Array.from(e.color).filter(Number.isFinite).map(Math.trunc))].sort(
(s,n)=>s-n).map(s=>[s,t.cycle(s),t.marker(s)])}var bt={spans:e=>[["x",e.x],["y",e.y]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s,r=typeof e.color=="string"?null:e.color;
for(let[l,h,a]of vt(e,s))for(let c=0;c<e.x.length;c++){if(r&&Math.trunc(r[c])!==l)continue;let u=t(e.x[c]),d=i(e.y[c]);Number.isFinite(u+d)&&(n.beginPath(),s.shape(
u,d,e.size/2*o,a),s.finish(h,e.filled))}},covered:(e,t)=>t(e.x,e.y),entries(e,t){let i=e.label.split("|"),s=vt(e,t);return(i.length>1?s.filter(([o])=>i[o??0]):s.
slice(0,1)).map(([o,r,l])=>[i.length>1?i[o??0]:e.label,h=>{t.ctx.beginPath(),t.shape(h.x+h.w/2,h.y+h.h/2,4*t.k,l),t.finish(r,e.filled)}])}};var kt={spans:e=>e.x!==null?[["x",[e.x]]]:e.y!==null?[["y",[e.y]]]:[],draw(e,{X:t,Y:i,x:s,y:n,w:o,h:r},l){let{ctx:h}=l;h.beginPath(),e.x!==null?(h.moveTo(t(e.x),
n),h.lineTo(t(e.x),n+r)):e.y!==null&&(h.moveTo(s,i(e.y)),h.lineTo(s+o,i(e.y))),l.pen(e.color,e.width,e.style),h.stroke()},sample:P};var Mt={spans:e=>[["x",e.x0],["x",e.x1],["y",e.y0],["y",e.y1]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s,{value:r}=e;s.pen(e.color,e.width,e.style);let l=1e-12;if(r)
for(let a of r)Math.abs(a)>l&&(l=Math.abs(a));let h=s.table("diverging");n.beginPath();for(let a=0;a<e.x0.length;a++){let c=t(e.x0[a]),u=i(e.y0[a]),d=t(e.x1[a]),
p=i(e.y1[a]);if(Number.isFinite(c+u+d+p)){if(r){let m=r[a]/l||0,g=4*Math.round(127.5+127.5*m);n.beginPath(),n.strokeStyle=`rgb(${h[g]} ${h[g+1]} ${h[g+2]})`,n.lineWidth=
Math.max(.3,e.width*Math.abs(m))*o}n.moveTo(c,u),n.lineTo(d,p),r&&n.stroke()}}r||n.stroke()},covered(e,t){t(e.x0,e.y0,2),t(e.x1,e.y1,2)},sample:P};var At={outside:!0,spans:e=>[["x",[e.x]],["y",[e.y]]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s,r=t(e.x),l=i(e.y);if(!Number.isFinite(r+l))return;let h=e.text.split(
`
`),a=1.25*e.size*o,c=u=>l+(u-(h.length-1)/2)*a;s.font(e.size,e.bold),n.textAlign=e.anchor,n.textBaseline="middle",n.setLineDash([]),n.lineJoin="round",n.lineWidth=
3*o,n.strokeStyle=s.colors.paper,n.globalAlpha=.75,h.forEach((u,d)=>n.strokeText(u,r,c(d))),n.globalAlpha=1,n.fillStyle=s.color(e.color),h.forEach((u,d)=>n.fillText(
u,r,c(d)))},covered:(e,t)=>t([e.x],[e.y],20)};var E={Line:pt,Points:bt,HeatMap:yt,Bars:mt,Arrows:ft,Segments:Mt,Band:gt,Rule:kt,Text:At,Images:wt};var Xt=800;function Yt(e,t){return e.marks.flatMap(i=>{let s=E[i.type];return!("label"in i)||!i.label?[]:s.entries?s.entries(i,t):[[i.label,n=>s.sample?.(i,n,t)]]})}
function te(e,{X:t,Y:i},s,n,o,r){let l=0,h=(a,c,u=1)=>{let d=Math.max(1,Math.floor(a.length/250));for(let p=0;p<a.length;p+=d){let m=t(a[p]),g=i(c[p]);m>s&&m<s+
o&&g>n&&g<n+r&&(l+=u)}};for(let a of e.marks)E[a.type].covered?.(a,h);return l}function Et(e,t,i,s){let n=Yt(e,s);if(!n.length)return;let{ctx:o,k:r}=s,l=17*r,h=24*
r,a=7*r,c=5*r;s.font(11.5);let u=Math.min(t.w,h+3*a+n.reduce((k,[R])=>Math.max(k,o.measureText(R).width),0)),d=n.length*l+a,p=t.x+c,m=t.x+t.w-u-c,g=t.y+c,y=t.y+
t.h-d-c,x=[[m,g],[p,g],[m,y],[p,y],[m,t.y+(t.h-d)/2]],w=performance.now();if(i.corner===void 0||w-(i.cornerAt??0)>Xt||i.entries!==n.length){let k=x.map(([Q,z])=>te(
e,t,Q-3,z-3,u+6,d+6)),R=k.indexOf(Math.min(...k));(i.corner===void 0||i.entries!==n.length||k[i.corner]>1.5*k[R]+4)&&(i.corner=R),i.cornerAt=w,i.entries=n.length}
let[b,O]=x[i.corner];o.globalAlpha=.86,o.fillStyle=s.colors.paper,o.beginPath(),o.roundRect(b,O,u,d,5*r),o.fill(),o.globalAlpha=1,o.setLineDash([]),o.lineWidth=
1,o.strokeStyle=s.colors.grid,o.stroke(),n.forEach(([k,R],Q)=>{let z={x:b+a,y:O+a/2+l*Q,w:h,h:l};R(z),o.fillStyle=s.colors.ink,o.textAlign="left",o.textBaseline=
"middle",s.font(11.5),o.fillText(k,z.x+h+a,z.y+l/2+.5,u-h-3*a+1)})}var ee=.04;function ie(e,t,i){let s=1/0,n=-1/0,o=1/0,r=-1/0;for(let l of e.marks)for(let[h,a,c]of E[l.type].spans(l))if(h===t)for(let u=0;u<a.length;u++){let d=a[u];
!Number.isFinite(d)||i&&d<=0||(i&&(d=Math.log10(d)),d<s&&(s=d),d>n&&(n=d),c&&d<o&&(o=d),c&&d>r&&(r=d))}return{low:s,high:n,tightLow:o,tightHigh:r}}function Tt(e,t){
let i=t==="x"?e.xlim:e.ylim,s=(t==="x"?e.xscale:e.yscale)==="log";if(i)return i;let n=ie(e,t,s),{low:o,high:r}=n;if(o>r)return s?[1,10]:[0,1];if(r-o<=1e-9*Math.
max(1e-30,Math.abs(o),Math.abs(r)))o-=.5,r+=.5;else{let l=ee*(r-o);o<n.tightLow&&(o-=l),r>n.tightHigh&&(r+=l)}return s?[10**o,10**r]:[o,r]}var St=e=>[Tt(e,"x"),
Tt(e,"y")];function j(e,t,i,s=!1){if(e>t&&([e,t]=[t,e]),!(t>e)||!Number.isFinite(t-e))return{major:[],minor:[]};if(s){let h=Math.ceil(Math.log10(e)-1e-9),a=Math.floor(Math.
log10(t)+1e-9),c=Math.log10(t/e),u=Math.max(1,Math.ceil((a-h+1)/Math.max(i,2))),d=[],p=[];for(let m=h-1;m<=a;m++)for(let g=1;g<10;g++){let y=g*10**m;y<e*(1-1e-9)||
y>t*(1+1e-9)||((g===1?(m-h)%u===0:c<1.7&&(g===2||g===5)&&i>=3)?d.push(y):p.push(y))}return d.length>1||c>1?{major:d,minor:u>1?[]:p}:j(e,t,Math.min(i,4))}let n=(t-
e)/Math.max(1,i),o=10**Math.floor(Math.log10(n)),r=[1,2,2.5,5,10].map(h=>h*o).find(h=>h>=n*.75)??10*o,l=[];for(let h=Math.ceil(e/r-1e-6);h<=Math.floor(t/r+1e-6);h++)
l.push(h*r);return{major:l.map(h=>Math.abs(h)<r*1e-6?0:h),minor:[]}}var se={"-":"⁻",0:"⁰",1:"¹",2:"²",3:"³",4:"⁴",5:"⁵",6:"⁶",7:"⁷",8:"⁸",9:"⁹"},
et=e=>"10"+[...String(e)].map(t=>se[t]).join("");function C(e,t=!1){if(!e.length)return[];let i=Math.max(...e.map(Math.abs)),s=Math.min(...e.filter(a=>a).map(Math.
abs),i),n=e.map(a=>{let c=a>0?Math.floor(Math.log10(a)+1e-9):0;return[a/10**c,c]});if(t&&n.every(([a])=>Math.abs(a-Math.round(a))<1e-6))return i>=1e5||s<.001?n.
map(([a,c])=>Math.round(a)===1?et(c):`${Math.round(a)}·${et(c)}`):e.map(a=>String(+a.toPrecision(3)).replace("-","−"));let o=e.length>1?Math.abs(e[1]-e[0]):i||
1,r=Math.floor(Math.log10(o)+1e-9),l=(o/10**Math.floor(Math.log10(o))).toFixed(1)==="2.5";if(i>=1e6||i&&i<.001){let a=Math.floor(Math.log10(i)),c=Math.max(0,Math.
min(3,a-r+Number(l)));return e.map(u=>u===0?"0":`${(u/10**a).toFixed(c)}·${et(a)}`.replace("-","−"))}let h=Math.max(0,-r);return Math.abs(o*10**h-Math.round(
o*10**h))>1e-6&&(h+=1),e.map(a=>a.toFixed(Math.min(h,8)).replace("-","−"))}var it=[78,44];function ne(e,[t,i],s,n,o){let r={major:[],minor:[]};if(!e.frame)return{x:r,y:r,xw:[],yw:[],named:null};let l=e.xscale==="log",h=e.yscale==="log",
a=j(t[0],t[1],Math.max(2,s/(it[0]*o)),l),c=j(i[0],i[1],Math.max(2,n/(it[1]*o)),h),u=e.marks.find(p=>p.type==="Bars"&&p.names.length);if(u?.type!=="Bars")return{
x:a,y:c,xw:C(a.major,l),yw:C(c.major,h),named:null};let d={major:u.x?Array.from(u.x):u.names.map((p,m)=>m),minor:[]};return u.horizontal?{x:a,y:d,xw:C(a.major,l),
yw:u.names,named:"y"}:{x:d,y:c,xw:u.names,yw:C(c.major,h),named:"x"}}function oe(e,[t,i],s){let n=e.xscale==="log",o=e.yscale==="log",r=e.marks.some(y=>y.type===
"Bars"&&y.horizontal),l=(y,x)=>x?Math.log10(y):y,[h,a,c,u]=[l(t[0],n),l(t[1],n),l(i[0],o),l(i[1],o)],d=s.w/(a-h),p=s.h/(u-c),m=(y,x,w)=>x?y>0?Math.log10(y):w-1:
y,g=y=>r?s.y+(y-c)*p:s.y+s.h-(y-c)*p;return{...s,sx:d,sy:p,drag:e.drag,X:n?y=>s.x+(m(y,!0,h)-h)*d:y=>s.x+(y-h)*d,Y:o?y=>g(m(y,!0,c)):g,at(y,x){let w=h+(y-s.x)/d,
b=c+(r?x-s.y:s.y+s.h-x)/p;return[n?10**w:w,o?10**b:b]}}}function re(e,t,[i,s],n,o,r){let l=(e.title?26:9)*r,h=(e.frame?20*r:4)+(e.x?18*r:0),a=Math.max(10,t.w-n-
o),c=Math.max(10,t.h-l-h),u=t.x+n,d=t.y+l;if(!e.equal||e.xscale==="log"||e.yscale==="log")return{x:u,y:d,w:a,h:c};let p=Math.abs(i[1]-i[0]),m=Math.abs(s[1]-s[0]),
g=Math.min(a/p,c/m);return{x:u+(a-g*p)/2,y:d+(c-g*m)/2,w:g*p,h:g*m}}var S=e=>Math.round(e)+.5;function ae(e,t,{ctx:i,colors:s}){i.setLineDash([]),i.lineWidth=1,
i.strokeStyle=s.grid,i.beginPath();for(let n of e.named==="x"?[]:e.x.major){let o=t.X(n);o>=t.x-.5&&o<=t.x+t.w+.5&&(i.moveTo(S(o),t.y),i.lineTo(S(o),t.y+t.h))}for(let n of e.
named==="y"?[]:e.y.major){let o=t.Y(n);o>=t.y-.5&&o<=t.y+t.h+.5&&(i.moveTo(t.x,S(o)),i.lineTo(t.x+t.w,S(o)))}i.stroke()}function le(e,t,i,s){let{ctx:n,k:o,colors:r}=s,
l=t.y+t.h,h=Math.round(t.x)-.5;n.setLineDash([]),n.strokeStyle=r.muted,n.lineWidth=1,n.beginPath(),n.moveTo(h,t.y),n.lineTo(h,Math.round(l)+.5),n.lineTo(t.x+t.w,
Math.round(l)+.5);for(let c of e.x.minor)n.moveTo(S(t.X(c)),l),n.lineTo(S(t.X(c)),l+3*o);for(let c of e.y.minor)n.moveTo(t.x,S(t.Y(c))),n.lineTo(t.x-3*o,S(t.Y(c)));
n.stroke(),n.fillStyle=r.muted,s.font(11.5),n.textAlign="center",n.textBaseline="top";let a=-1/0;e.x.major.forEach((c,u)=>{let d=t.X(c),p=n.measureText(e.xw[u]).
width/2;if(d<t.x-1||d>t.x+t.w+1||d-p<a+4)return;let m=Math.min(d,i.x+i.w-p);n.fillText(e.xw[u],m,l+6*o),a=m+p}),n.textAlign="right",n.textBaseline="middle",e.y.
major.forEach((c,u)=>{let d=t.Y(c);d>=t.y-1&&d<=l+1&&n.fillText(e.yw[u],t.x-7*o,d)})}function he(e,t,i,s,n){let{ctx:o,k:r,colors:l}=n;if(o.fillStyle=l.ink,e.x&&
(o.textAlign="center",o.textBaseline="alphabetic",n.fit(e.x,t.x+t.w/2,t.y+t.h+((e.frame?20*r:4)+18*r)-5*r,i.w,12)),e.y&&(o.save(),o.translate(Math.max(i.x,t.x-s)+
10*r,t.y+t.h/2),o.rotate(-Math.PI/2),o.textAlign="center",o.textBaseline="middle",n.fit(e.y,0,0,t.h+(e.title?26:9)*r,12),o.restore()),e.title){let h=e.frame?t.x:
i.x+4,a=i.x+i.w-4;o.textBaseline="alphabetic",n.font(13,!0);let c=Math.max(i.x+2,Math.min(h,a-o.measureText(e.title).width));o.textAlign="left",n.fit(e.title,c,
t.y-9*r,a-c,13,!0)}}function Lt(e,t,i,s){let{ctx:n,k:o}=s,r=St(e),l=Math.max(10,t.w-60*o),h=Math.max(10,t.h-(e.title?26:8)*o-36*o),a=ne(e,r,l,h,o),c=e.marks.find(
w=>w.type==="HeatMap"&&w.bar),u=c?.type==="HeatMap"?c:null,d=u?j(u.vmin,u.vmax,Math.max(2,h/(it[1]*o))).major:[],p=C(d);s.font(11.5);let m=w=>w.reduce((b,O)=>Math.
max(b,n.measureText(O).width),0),g=e.frame?m(a.yw)+8*o+(e.y?20*o:4*o):4,y=(u?26*o+m(p):0)+(e.frame?10*o:4);i.left=Math.min(Math.max(i.left??0,g),t.w*.45),i.right=
Math.min(Math.max(i.right??0,y),t.w*.4);let x=oe(e,r,re(e,t,r,i.left,i.right,o));e.frame&&ae(a,x,s),n.save(),n.beginPath(),n.rect(x.x-3*o,x.y-3*o,x.w+6*o,x.h+6*
o),n.clip();for(let w of e.marks)E[w.type].outside||E[w.type].draw(w,x,s);n.restore();for(let w of["Images","Text"])for(let b of e.marks)b.type===w&&E[w].draw(b,
x,s);return e.frame&&le(a,x,t,s),he(e,x,t,i.left,s),u&&xt(u,x,d,p,s),e.legend&&Et(e,x,i,s),x}function Pt(e){let t=new Uint8ClampedArray(1024),i=e.map(s=>[1,3,5].map(n=>parseInt(s.slice(n,n+2),16)));for(let s=0;s<256;s++){let n=s/255*(e.length-1),o=Math.
min(Math.floor(n),e.length-2),r=n-o;for(let l=0;l<3;l++)t[4*s+l]=i[o][l]*(1-r)+i[o+1][l]*r;t[4*s+3]=255}return t}function ce(e,t,i,s,n,[o,r],l,h){let a=t instanceof
Uint8Array,c=255/(r-o);for(let u=0;u<s;u++){let d=i+u*n,p=(h?s-1-u:u)*n;for(let m=0;m<n;m++,d++,p++){if(a){e[p]=l[t[d]];continue}let g=(t[d]-o)*c;e[p]=g>=0?l[g>
255?255:g+.5|0]:g<0?l[0]:0}}}var K=class{constructor(){this.list=[],this.used=0}take(t,i,s,n,o,r,l,h){let a=this.list[this.used];if(!a||a.canvas.width!==n||a.canvas.
height!==s){let u=document.createElement("canvas");u.width=n,u.height=s;let d=new ImageData(n,s);a=this.list[this.used]={canvas:u,image:d,words:new Uint32Array(
d.data.buffer),key:"",z:null}}this.used+=1;let c=`${i} ${o} ${l} ${h}`;return(a.z!==t||a.key!==c)&&(ce(a.words,t,i,s,n,o,new Uint32Array(r.buffer),l),a.canvas.getContext(
"2d").putImageData(a.image,0,0),a.z=t,a.key=c),a.canvas}};function U(){let{body:e}=document;return e.dataset.jpThemeLight!==void 0?e.dataset.jpThemeLight==="false":e.classList.contains("vscode-dark")||e.classList.contains(
"vscode-high-contrast")}function G(e){let t=new MutationObserver(()=>e(U()));return t.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light",
"data-jp-theme-name","class"]}),e(U()),()=>t.disconnect()}function Ot(e){let t,i=()=>{t?.removeEventListener("change",s),t=matchMedia(`(resolution: ${devicePixelRatio}\
dppx)`),t.addEventListener("change",s)},s=()=>{i(),e()};return i(),()=>t.removeEventListener("change",s)}var Rt='system-ui, -apple-system, "Segoe UI", Roboto, "\
Helvetica Neue", "DejaVu Sans", sans-serif';var ue=1.2,de={solid:[],dashed:[6,4],dotted:[1.5,3]},_=class e{constructor(t){this.palette=t,this.stamps=new K,this.tables={},this.ctx=null,this.k=1,this.theme=
"light"}begin(t,i){this.ctx=t,this.k=i,this.theme=U()?"dark":"light",this.stamps.used=0}get colors(){return this.palette.colors[this.theme]}color(t){return this.
colors[t]||t}static turn(t,i){return t[(Math.trunc(i)%t.length+t.length)%t.length]}cycle(t){return this.colors[e.turn(this.palette.cycle,t)]}marker(t){return e.
turn(this.palette.markers,t)}colorOf(t,i){return typeof t=="string"?this.color(t):this.cycle(t[i])}table(t){return this.tables[t+this.theme]??=Pt(this.palette.maps[this.
theme][t])}raster(t,i,s,n,o,r,l){return this.stamps.take(t,i,s,n,o,this.table(r),l,r+this.theme)}pen(t,i,s="solid"){let{ctx:n,k:o}=this;n.strokeStyle=this.color(
t),n.lineWidth=i*o,n.lineJoin="round",n.lineCap=s==="solid"?"round":"butt",n.setLineDash(de[s].map(r=>r*o*Math.max(1,i/2)))}font(t,i=!1){this.ctx.font=`${i?"600\
 ":""}${t*this.k}px ${Rt}`}fit(t,i,s,n,o,r=!1){let{ctx:l}=this;this.font(o,r);let h=l.measureText(t).width;for(h>n&&(this.font(o*Math.max(.75,n/h),r),h=l.measureText(
t).width);h>n&&t.length>4;)t=t.slice(0,-2).trimEnd()+"…",h=l.measureText(t).width;l.fillText(t,i,s)}shape(t,i,s,n){let{ctx:o}=this,r=pe[n];if(!r){o.moveTo(t+s,
i),o.arc(t,i,s,0,2*Math.PI);return}r.forEach(([l,h],a)=>a?o.lineTo(t+l*s,i+h*s):o.moveTo(t+l*s,i+h*s)),o.closePath()}finish(t,i){let{ctx:s,k:n}=this;s.setLineDash(
[]),s.lineJoin="round",s.strokeStyle=i?this.colors.paper:t,s.lineWidth=i?ue:1.5*n,i&&(s.fillStyle=t,s.fill("nonzero")),s.stroke()}},M=.42,v=1.05,pe={square:[[-.88,
-.88],[.88,-.88],[.88,.88],[-.88,.88]],triangle:[[0,-1.15],[1.05,.8],[-1.05,.8]],diamond:[[0,-1.2],[1.2,0],[0,1.2],[-1.2,0]],cross:[[-v,-v+M],[-v+M,-v],[0,-M],[
v-M,-v],[v,-v+M],[M,0],[v,v-M],[v-M,v],[0,M],[-v+M,v],[-v,v-M],[-M,0]]};function Ft(e,t,i){let s=-1,n=h=>{let a=e.getBoundingClientRect();return[h.clientX-a.left,h.clientY-a.top]},o=h=>{let[a,c]=n(h);return t().findIndex(u=>u.drag&&
a>=u.x-4&&a<=u.x+u.w+4&&c>=u.y-4&&c<=u.y+u.h+4)},r=h=>{let a=t()[s];if(!a?.drag)return;let[c,u]=n(h),d=a.at(Math.min(Math.max(c,a.x),a.x+a.w),Math.min(Math.max(
u,a.y),a.y+a.h)),p={};a.drag.forEach((m,g)=>{m&&(p[m]={drag:d[g]})}),i(p),h.preventDefault()};e.addEventListener("pointerdown",h=>{s=h.button===0&&!h.ctrlKey?o(
h):-1,!(s<0)&&(e.setPointerCapture(h.pointerId),e.classList.add("cu-grabbing"),r(h))}),e.addEventListener("pointermove",h=>{s>=0&&h.buttons&1?r(h):e.classList.toggle(
"cu-grab",o(h)>=0)});let l=()=>{s=-1,e.classList.remove("cu-grabbing")};e.addEventListener("pointerup",l),e.addEventListener("pointercancel",l),e.addEventListener(
"touchstart",h=>{h.touches.length===1&&o(h.touches[0])>=0&&h.preventDefault()},{passive:!1})}var Ct=(e,t)=>Array.from({length:Math.ceil(e.length/t)},(i,s)=>e.slice(s*t,(s+1)*t)),zt=e=>Math.max(...e.map(t=>t.height)),st=e=>e.reduce((t,i)=>t+zt(i),0)||1;function nt(e,t,i=!1,s=0){
let n=i?e.columns>2?1100:800:700,o=!s&&t<n&&e.columns>1,r=Ct(e.axes,o?Math.ceil(e.columns/2):e.columns),l=e.height*(i?1.25:1)*(o?1:Math.min(1.1,Math.max(.85,t/900))),
h=s||Math.round(o?l*(st(r)/st(Ct(e.axes,e.columns)))*.82:l),a=h-14*(r.length-1),c=st(r),u=[],d=0;for(let p of r){let m=a*zt(p)/c,g=p.reduce((x,w)=>x+w.width,0),
y=0;for(let x of p){let w=(t-14*(p.length-1))*x.width/g;u.push({x:y,y:d,w,h:m}),y+=w+14}d+=m+14}return{boxes:u,height:h}}var fe=1.6,jt=[1.7,1.5,1.25],V=class{constructor(t,i,s){this.present=t.present,this.words=s,this.brush=new _(t.palette),this.el=f("div","cu-picture"),this.canvas=
f("canvas"),this.canvas.setAttribute("role","img"),this.el.append(this.canvas),this.scene=null,this.boxes=[],this.memo=[],this.visible=!0,this.filling=!1,this.drawn=
this.asked=this.again=0,this.waiting=null;let n=new ResizeObserver(()=>{this.memo=[],this.queue()});n.observe(this.el),this.ends=[()=>n.disconnect(),G(()=>this.
queue()),Ot(()=>this.queue())],Ft(this.canvas,()=>this.boxes,i)}show(t,i){this.scene?.axes.length!==t.axes.length&&(this.memo=[]),this.scene=t,i&&(this.waiting=
i),this.queue()}queue(){this.asked||!this.visible||document.hidden||(this.asked=requestAnimationFrame(()=>{this.asked=0,this.draw()}))}draw(){let{scene:t}=this,
i=this.el.clientWidth;if(!t)return;if(i<50){clearTimeout(this.again),this.again=setTimeout(()=>this.queue(),100);return}let{boxes:s,height:n}=this.filling?nt(t,
i,!0,this.el.clientHeight):nt(t,i,this.present);this.brush.begin(this.surface(i,n),this.scale(t,i,n));try{this.boxes=t.axes.map((r,l)=>Lt(r,s[l],this.memo[l]??=
{},this.brush))}catch(r){console.error("course_utils view:",r)}this.words(t),this.canvas.dataset.drawn=String(++this.drawn);let o=this.waiting;this.waiting=null,
o?.()}surface(t,i){let s=window.devicePixelRatio||1,n=Math.round(t*s),o=Math.round(i*s),{canvas:r}=this;(r.width!==n||r.height!==o)&&(r.width=n,r.height=o),r.style.
height!==`${i}px`&&(r.style.height=`${i}px`);let l=r.getContext("2d");return l.setTransform(s,0,0,s,0,0),l.clearRect(0,0,t,i),l}scale(t,i,s){if(!this.filling)return this.
present?fe:i<700?.95:1;let n=Math.max(1,Math.min(t.columns,t.axes.length)),o=jt[Math.min(n,jt.length)-1];return Math.max(1,o*Math.min(1.25,i/950,s/(1.2*t.height)))}close(){
for(let t of this.ends)t();cancelAnimationFrame(this.asked),clearTimeout(this.again)}};var me="150px";function Ht(e,t,i,s,n){let o=f("div",`cu-root${i.present?" cu-present":""}`),r=f("p","cu-lost");r.setAttribute("role","status"),r.hidden=!0,e.append(
o);let l=s(o);o.append(r,f("style","",`.cu-still[data-for="${i.id}"] { display: none }`));let h={...l,seen:!0,link(d){n(r,d),o.classList.toggle("cu-gone",d==="g\
one");for(let p of o.querySelectorAll(":is(.cu-controls, .cu-more) :is(button, select, input)"))p.toggleAttribute("inert",d==="gone")}};for(let d of o.querySelectorAll(
"input, select, button, .cu-pad"))d.setAttribute("data-lm-suppress-shortcuts","true");t.add(h);let a=()=>{l.sight?.(h.seen),t.here()},c=new IntersectionObserver(
d=>{h.seen=d[d.length-1].isIntersecting,a()},{rootMargin:me});c.observe(o),document.addEventListener("visibilitychange",a);let u=[()=>c.disconnect(),()=>document.
removeEventListener("visibilitychange",a),G(d=>o.classList.toggle("cu-dark",d))];return{root:o,face:l,end(){for(let d of u)d();l.close(),t.remove(h)}}}var ge=2e3,J=class{constructor(){this.el=f("div","cu-words"),this.readouts=f("div","cu-readouts"),this.caption=f("p","cu-caption"),this.caption.setAttribute("ar\
ia-hidden","true"),this.spoken=f("div","cu-spoken"),this.spoken.setAttribute("aria-live","polite"),this.el.append(this.readouts,this.caption,this.spoken),this.speaking=
this.tall=this.wide=0,this.grow=new ResizeObserver(([{contentRect:{width:t,height:i}}])=>{let s=Math.abs(t-this.wide)>1;!s&&i<=this.tall||(this.wide=t,this.tall=
s?0:i,requestAnimationFrame(()=>{this.caption.style.minHeight=this.tall?`${this.tall}px`:""}))}),this.grow.observe(this.caption)}show(t,i){t.caption!==this.caption.
textContent&&(this.caption.textContent=t.caption,i.setAttribute("aria-label",t.caption||"picture"),this.speaking||=setTimeout(()=>{this.speaking=0,this.spoken.textContent=
this.caption.textContent},ge));let s=Object.entries(t.readouts);for(;this.readouts.children.length>s.length;)this.readouts.lastElementChild?.remove();s.forEach(
([n,o],r)=>this.chip(r,n,o))}chip(t,i,s){let n=this.readouts.children[t];n||(n=f("span","cu-readout"),n.append(f("span"),f("b")),this.readouts.append(n));let[o,
r]=Array.from(n.children);if(o.textContent!==i&&(o.textContent=i,r.style.minWidth=""),r.textContent===s)return;r.textContent=s;let l=.92*s.length;l>(parseFloat(
r.style.minWidth)||0)&&(r.style.minWidth=`${l.toFixed(1)}ch`)}close(){this.grow.disconnect(),clearTimeout(this.speaking)}};var It=e=>rt(e.get("spec").id,()=>new D);function ye(e,t,i){let[s]=t.controls,n=new F(s,l=>i.move({[s.name]:l})),o=f("p","cu-note"),r=f("div","cu-error");return r.
setAttribute("role","alert"),e.classList.add("cu-single"),e.append(n.el,o,r),e.addEventListener("keydown",l=>{l.key!=="Tab"&&l.stopPropagation()}),{state(l,h){h.
has(s.name)||n.set(l.values[s.name]),T(o,l.note),T(r,l.error)},close(){}}}function xe(e,t,i){let s=f("div","cu-title"),n=new J,o=new V(t,a=>i.move(a),a=>n.show(
a,o.canvas)),r=t.mode==="panel"?new N(t,i):void 0;s.append(f("span","cu-name",t.title)),e.append(s),r&&e.append(r.el,r.code,r.note),e.append(o.el),r&&e.append(r.
told),e.append(n.el);let l=new q(e,{title:s,controls:r,picture:o}),h="";return{state(a,c){r?.show(a,c);let u=[a.hidden,a.note,a.end,a.error].join("|");u!==h&&l.
fit(),h=u},scene:(a,c)=>o.show(a,c),sight(a){o.visible=a,a&&o.queue()},close(){l.close(),o.close(),n.close()}}}var we={"":"",silent:"The kernel does not answer:\
 it is busy, or gone. If this line stays, run this cell again.",gone:"The kernel was restarted, so this panel can no longer move: run this cell again."},_i={initialize({
model:e}){let t=It(e);return t.attach(e),()=>at(e.get("spec").id,t)},render({model:e,el:t}){let i=It(e),s=e.get("spec"),{root:n,end:o}=Ht(t,i,s,r=>(s.mode==="sl\
ider"?ye:xe)(r,s,i),(r,l)=>T(r,we[l]));return n.dataset.mode=s.mode,o}};export{_i as default};
